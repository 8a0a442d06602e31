/** Error codes of flows: what `orderly flows check` reports about a YAML file. */
import { never } from './entry.js';

/** Codes of flows. */
export const flowErrors = {
  file_too_large: never('The file is too large', 'Split it into several files.'),
  yaml_syntax: never('The file is not valid YAML', 'Check the indentation and colons at the marked place.'),
  yaml_text_unquoted: never('This text needs quotes', 'Put the text in quotes.'),
  yaml_comment: never(
    'A comment follows a value on the same line',
    'Move the comment to a line of its own. If it is part of the text, put the text in quotes.',
  ),
  key_unknown: never('This key is not allowed here', 'Check the spelling, or remove the key.'),
  flow_shape: never(
    'A key in the flow is missing, wrong or misplaced',
    'docs/authoring/flow-language.md shows what each step looks like.',
  ),
  flow_name_invalid: never(
    "The flow's name is not valid",
    'Use kebab-case, and a name that Orderly does not reserve.',
  ),
  flow_duplicate: never(
    'Two files define the same flow',
    'Rename one of them. To replace a shipped flow, use `flows:` in merchant.yaml.',
  ),
  flow_unknown: never('The flow does not exist', 'Use a shipped flow, or one in the merchant’s folder.'),
  flow_cycle: never('The flows call each other in a cycle', 'Remove one of the calls.'),
  flow_too_large: never('The compiled flow is larger than 256 kB', 'Move some steps into sub-flows.'),
  name_invalid: never('The name is not valid', 'Use camelCase, and avoid reserved words.'),
  name_duplicate: never('The name is used twice', 'Rename one of them.'),
  type_unknown: never(
    'The type does not exist',
    'Use text, number, bool, money, moment, date, duration, band, a business record or enum, or `list of …`.',
  ),
  step_kind_unknown: never(
    'There is no such kind of step',
    'See docs/authoring/flow-language.md for all kinds of step.',
  ),
  step_unreachable: never('The step can never run', 'Remove it, or remove the `end` before it.'),
  step_not_run: never(
    'A step is read at a point where it may not have run',
    'Read it inside its branch, or pass the value out of the branch with `outputs`.',
  ),
  expression_syntax: never(
    'The expression has a syntax error',
    'Correct the expression at the marked place.',
  ),
  expression_refused: never(
    'The expression uses a feature that flows do not support',
    'See docs/authoring/flow-language.md for what expressions can do.',
  ),
  name_unknown: never(
    'This name does not exist here',
    'Start with `inputs`, `steps`, `policy`, `merchant`, `conversation` or `run`.',
  ),
  field_unknown: never('The field does not exist', 'Check the spelling.'),
  value_unknown: never('The value is not allowed here', 'Use one of the declared values.'),
  type_mismatch: never('The value has the wrong type', 'Use a value of the expected type.'),
  result_not_known: never(
    'This output does not exist with this result',
    'Read it in the case for the result that has it.',
  ),
  optional_unhandled: never(
    'The value may be missing here',
    'Test it with `has(x)` first, or write `x.orValue(…)`.',
  ),
  cases_incomplete: never('A value has no case', 'Add the missing case, or an `else`.'),
  case_unknown: never('The case can never apply', 'Remove it, or correct the value.'),
  branch_outputs: never(
    'The branches have different outputs',
    'Give every branch that does not end the same output names and types.',
  ),
  way_without_end: never('A path through the flow has no end', 'Add `- end: { result: … }`.'),
  end_not_handed_over: never(
    'The flow ends as `handed_over`, but has not handed the conversation off',
    'Add a `handover` step before this end.',
  ),
  result_unknown: never('The result is not declared', 'Declare it under `outputs: result:`.'),
  output_unknown: never('The output is not declared', 'Declare it under its result, or remove it.'),
  output_missing: never('An output is missing', 'Set every output declared for this result.'),
  input_unknown: never('The input does not exist', 'Check the spelling, or remove it.'),
  input_missing: never('A required input is missing', 'Set every input that is not optional.'),
  operation_not_known: never(
    'The operation does not exist',
    'Check the spelling; docs/reference/operations.md lists all operations.',
  ),
  event_not_known: never(
    'The business event does not exist',
    'Check the spelling; docs/reference/events.md lists all events.',
  ),
  outcome_unknown: never('The step cannot have this outcome', 'Remove it, or correct the name.'),
  outcome_goes_on: never(
    'The handler of a write or money call must end the flow',
    'Finish every path through it with `end`.',
  ),
  policy_unknown: never(
    'The policy has no such value',
    'Declare it under `policy:`, and set it in merchant.yaml.',
  ),
  role_unknown: never('No approver has this role', 'Add the role to an approver in merchant.yaml.'),
  queue_unknown: never('The queue does not exist', 'Use a queue from `handover:` in merchant.yaml.'),
  sentence_unknown: never(
    'The sentence does not exist',
    'Use one of Orderly’s sentences, or add your own under `sentences:` in merchant.yaml.',
  ),
  approval_missing: never('A money call has no approval', 'Add `approval:` with `by` and `expires`.'),
  approval_expiry_missing: never('The approval never expires', 'Add `expires: 2 business days`.'),
  approval_needless: never('A read needs no approval', 'Remove `approval:`.'),
  money_unconfirmed: never(
    'A band would skip the approval, although the customer has not confirmed the call',
    'Add an `ask` with `answer: yes_or_no` before the call, name the amount and the order in the question, and end the flow on "no".',
  ),
  write_unconfirmed: never(
    'The customer has not confirmed this write',
    'Add an `ask` with `answer: yes_or_no` before the call, name the order in the question, and end the flow on "no".',
  ),
  accepted_needless: never(
    'A read cannot be accepted and done later',
    'Remove `accepted:`; only writes can use it.',
  ),
  accepted_says_only: never(
    '`accepted:` may only contain `say` steps',
    'Move all other steps after the call.',
  ),
  undo_needless: never('A read has nothing to undo', 'Remove `undo:`.'),
  undo_money: never(
    'The undo would move money without an approval',
    'Remove `undo:`. If a later step fails, the run is handed off to an agent.',
  ),
  band_without_guard: never(
    'A band can only be used with a guarded operation',
    'Remove `notNeededWithin`: this call always needs an approval.',
  ),
  ask_side_by_side: never(
    'The customer would be asked several questions at once',
    'Ask before or after the parallel branches, or process the items one after the other.',
  ),
  each_unbounded: never('The loop has no limit', 'Add `atMost: 20`.'),
  repeat_unbounded: never(
    'The `repeat` does not say when it ends',
    'Add `until`, `every` and `atMost`, such as `every: 4 hours` and `atMost: 42`.',
  ),
  repeat_writes: never('A write is repeated', 'Repeat only reads, and move the write after the `repeat`.'),
  history_too_long: never(
    'The loop could make a run too long',
    'Lower its `atMost`, or move its steps into a sub-flow.',
  ),
  result_unused: never('A declared result is never used', 'Remove it, or use it in an `end`.'),
  policy_unused: never('A declared policy value is never read', 'Remove it.'),
  input_unused: never('A declared input is never read', 'Remove it, or use it as `${inputs.…}`.'),
  input_fixed: never(
    'A fixed value is used where each customer has their own',
    'Use an input or an output of a step: `${inputs.orderNumber}`.',
  ),
  currency_differs: never(
    'The amount is in another currency than the shop’s',
    'Use the currency from merchant.yaml: amounts in different currencies cannot be compared.',
  ),
  otherwise_changes: never(
    '`otherwise` leads to a payment or another change',
    'Use an option that changes nothing, or remove `otherwise`.',
  ),
  answer_unread: never(
    'Nothing reads the answer to a question',
    'Let an `if` or a `choose` read the answer, or remove the question.',
  ),
  option_indistinct: never(
    'No condition tells two options of a question apart',
    'Use `choose` with a case for each option.',
  ),
  result_unread: never(
    'Nothing reads how a sub-flow has ended',
    'Add a `choose` on its `result`, with what to say in each case.',
  ),
  way_without_reply: never(
    'The flow can end without a reply to the customer',
    'Add a sentence for this case, or move one behind the branches.',
  ),
  condition_constant: never(
    'The condition is always true, or never',
    'Check whether `&&` and `||` say what you mean.',
  ),
  item_unread: never('The rounds of a loop all do the same', 'Read the current item as `item`.'),
  duration_short: never(
    'A time is written with `m`, which stands for minutes',
    'Write the unit as a word: `2 minutes`, `60 days`.',
  ),
  else_of_many: never(
    '`else` tells customers the same for many different values',
    'Give a value its own case where the sentence is not right for it.',
  ),
  approval_times: never(
    'The reminder or escalation would come after the approval has expired',
    'Make `expires` longer, or the other time shorter.',
  ),
  retry_too_long: never(
    'The deadline leaves no time for all attempts',
    'Make `deadline` longer, or `every` shorter.',
  ),
  words_missing: never(
    'The text would show an internal value to customers',
    'Write a sentence for each value in a `choose`. Results, answers and intents have no customer-facing names.',
  ),
  translation_wrong: never(
    'The translation does not match its sentence',
    'Keep every `${…}` in the sentence unchanged.',
  ),
  translation_missing: never(
    'A sentence is not translated',
    'Add the translation to the texts for that language.',
  ),
} as const;
