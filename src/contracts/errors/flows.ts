/** Error codes of flows: what `orderly flows check` reports about a YAML file. */
import { never } from './entry.js';

/** Codes of flows. */
export const flowErrors = {
  file_too_large: never('The file is too large', 'Split it into several files.'),
  yaml_syntax: never('The file is no valid YAML', 'Correct the marked place; indentation and colons matter.'),
  yaml_text_unquoted: never('A text needs quotes', 'Put the text in quotes.'),
  yaml_comment: never(
    'A comment follows a value',
    'Put the text in quotes, or the comment on a line of its own.',
  ),
  key_unknown: never('A key is not known here', 'Check the spelling, or remove it.'),
  flow_shape: never(
    'A flow is not written as it must be',
    'docs/authoring/flow-language.md shows the form of every step.',
  ),
  flow_name_invalid: never(
    'A flow has no usable name',
    'Use kebab-case, and no name that the product uses itself.',
  ),
  flow_duplicate: never(
    'Two files define one flow',
    'Rename one; a merchant replaces a shipped flow under `flows:`.',
  ),
  flow_unknown: never('A flow does not exist', 'Name a shipped flow, or one in the merchant’s folder.'),
  flow_cycle: never('Flows call each other in a circle', 'Remove one of the calls.'),
  flow_too_large: never('The compiled flow is over 256 kB', 'Move steps into sub-flows.'),
  name_invalid: never('A name cannot be used', 'Use camelCase, and no word of the language.'),
  name_duplicate: never('A name is used twice', 'Rename one of them.'),
  type_unknown: never(
    'A type does not exist',
    'Use text, number, bool, money, moment, date, duration, band, a business record or enum, `list of …`.',
  ),
  step_kind_unknown: never(
    'A step has no known kind',
    'docs/authoring/flow-language.md lists the kinds of steps.',
  ),
  step_unreachable: never('A step can never run', 'Remove it, or the end above it.'),
  step_not_run: never(
    'A step is read where it may not have run',
    'Move the reading into the branch, or give the value by `outputs`.',
  ),
  expression_syntax: never('An expression cannot be read', 'Correct the marked place.'),
  expression_refused: never(
    'An expression uses what the language leaves out',
    'docs/authoring/flow-language.md lists what expressions can do.',
  ),
  name_unknown: never(
    'A name is not known here',
    'Read `inputs`, `steps`, `policy`, `merchant`, `conversation` or `run`.',
  ),
  field_unknown: never('A field does not exist', 'Check the spelling.'),
  value_unknown: never('A value is not one of the allowed ones', 'Use one of the declared values.'),
  type_mismatch: never('A value has the wrong type', 'Give a value of the needed type.'),
  result_not_known: never('An output belongs to another result', 'Read it in the case of its result.'),
  optional_unhandled: never('A value may be absent here', 'Ask `has(x)` first, or write `x.orValue(…)`.'),
  cases_incomplete: never('A value has no case', 'Add the missing case, or an `else`.'),
  case_unknown: never('A case can never be met', 'Remove it, or correct the value.'),
  branch_outputs: never(
    'Branches give different outputs',
    'Every branch that goes on gives the same names and types.',
  ),
  way_without_end: never('A way through the flow has no end', 'Add `- end: { result: … }`.'),
  end_not_handed_over: never('`handed_over` without a handover', 'Add a `handover` step before this end.'),
  result_unknown: never('A result is not declared', 'Declare it under `outputs: result:`.'),
  output_unknown: never('An output is not declared', 'Declare it under its result, or remove it.'),
  output_missing: never('An output is missing', 'Give every declared output of the result.'),
  input_unknown: never('An input does not exist', 'Check the spelling, or remove it.'),
  input_missing: never('An input is missing', 'Give every input that is not optional.'),
  operation_not_known: never(
    'An operation does not exist',
    'Check the spelling; the catalogue lists all of them.',
  ),
  event_not_known: never(
    'A business event does not exist',
    'Check the spelling; docs/reference/events.md lists all of them.',
  ),
  outcome_unknown: never('A step cannot end with this outcome', 'Remove it, or correct the name.'),
  outcome_goes_on: never(
    'What handles a write or money call must end the flow',
    'Close every way through it with `end`.',
  ),
  policy_unknown: never(
    'The policy has no such value',
    'Declare it under `policy:`, and give it in merchant.yaml.',
  ),
  role_unknown: never('No approver has this role', 'Give the role to an approver in merchant.yaml.'),
  queue_unknown: never('There is no such queue', 'Name a queue of `handover:` in merchant.yaml.'),
  sentence_unknown: never(
    'There is no such sentence',
    'Use a sentence of the product, or add it under `sentences:` in merchant.yaml.',
  ),
  approval_missing: never('A money call has no approval', 'Add `approval:` with `by` and `expires`.'),
  approval_expiry_missing: never('An approval never expires', 'Add `expires: 2 business days`.'),
  approval_needless: never('A read needs no approval', 'Remove `approval:`.'),
  money_unconfirmed: never(
    'A band spares the approval of what the customer has not confirmed',
    'Before it, `ask` with `answer: yes_or_no`, name amount and order in the question, and end the way of the "no".',
  ),
  write_unconfirmed: never(
    'A write that the customer has not said yes to',
    'Before it, `ask` with `answer: yes_or_no`, name the order in the question, and end the way of the "no".',
  ),
  accepted_needless: never(
    'A read is never only accepted',
    'Remove `accepted:`: only what changes something can be accepted first and done later.',
  ),
  accepted_says_only: never(
    'While a write is only accepted, the customer is told and nothing else is done',
    'Write `say` steps there, and everything else behind the call.',
  ),
  undo_needless: never('A read has nothing to take back', 'Remove `undo:`.'),
  undo_money: never(
    'An undo would move money without an approval',
    'Remove `undo:`, and let people decide: the run is handed over.',
  ),
  band_without_guard: never(
    'A band needs an operation that is guarded',
    'Remove `notNeededWithin`: this call always needs an approval.',
  ),
  ask_side_by_side: never(
    'A customer would be asked several things at once',
    'Ask before or behind the branches, or take the items one after the other.',
  ),
  each_unbounded: never('A loop has no bound', 'Add `atMost: 20`.'),
  repeat_unbounded: never(
    'A `repeat` does not say when it ends',
    'Give `until`, `every` and `atMost`, such as `every: 4 hours` and `atMost: 42`.',
  ),
  repeat_writes: never(
    'A repeated block changes something',
    'Repeat what only reads, and change something behind it, once.',
  ),
  history_too_long: never(
    'A loop can make a run too long',
    'Lower its `atMost`, or move what it does into a sub-flow.',
  ),
  result_unused: never('A result is declared and never given', 'Remove it, or give it by an `end`.'),
  policy_unused: never('A value of the policy is declared and never read', 'Remove it.'),
  words_missing: never(
    'A text shows customers a word of the flow',
    'Say a sentence for each value in a `choose`: results, answers and intents have no words for customers.',
  ),
  translation_wrong: never(
    'A translation does not fit its sentence',
    'Keep every `${…}` of the sentence as it is.',
  ),
  translation_missing: never(
    'A language lacks a sentence',
    'Add the sentence to the texts of that language.',
  ),
} as const;
