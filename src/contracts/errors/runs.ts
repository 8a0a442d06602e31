/** Error codes of a run: what can go wrong while the interpreter runs a flow. Each ends in a handover. */
import { never } from './entry.js';

/** Codes with which a run fails. */
export const runErrors = {
  fuel_spent: never(
    'The run exceeded the maximum number of steps',
    'Shorten its lists or split the flow: a run can execute at most 10,000 steps, including those for list items.',
  ),
  data_too_large: never(
    'The run exceeded the maximum amount of data',
    'Pass fewer fields to steps: the limits are 256 kB for a run and 64 kB for one computed value.',
  ),
  depth_exceeded: never(
    'Sub-flows are nested too deeply',
    'Flatten the flows: sub-flows can be nested at most 16 levels deep.',
  ),
  value_missing: never(
    'A value that a step reads is missing',
    'Test it with has(x), write x.orValue(y), or map the field in the connection.',
  ),
  value_type: never(
    'A value does not have the type that the step expects',
    'Correct how the connection maps this field.',
  ),
  number_unsafe: never(
    'A number is too large to be exact',
    'Keep numbers between -9007199254740991 and 9007199254740991.',
  ),
  divided_by_zero: never('An expression divides by zero', 'Test the divisor before the division.'),
  currency_mixed: never(
    'An expression mixes two currencies',
    'Compare and add only amounts in the same currency.',
  ),
  case_missing: never(
    'A `choose` has no case for the value',
    'Add the case, or an `else`, and publish the flow again.',
  ),
  outcome_unhandled: never(
    'A step has no handler for its outcome',
    'Publish the flow again: its defaults are missing.',
  ),
  each_too_many: never('An `each` has more items than allowed', 'Raise its `atMost`, or filter the list.'),
  options_missing: never(
    'An `ask` has no options to choose from',
    'Test that the list is not empty before the `ask`.',
  ),
  end_missing: never(
    'A flow ran out of steps without reaching an `end`',
    'Add an `end` step, and publish the flow again.',
  ),
  subflow_lost: never(
    'A sub-flow was terminated from outside',
    'Find out who terminated its run. The conversation was handed off to an agent.',
  ),
} as const;

/** A code with which a run fails. */
export type RunErrorCode = keyof typeof runErrors | 'internal';
