/** Error codes of a run: what can go wrong while the interpreter runs a flow. Each ends in a handover. */
import { never } from './entry.js';

/** Codes with which a run fails. */
export const runErrors = {
  fuel_spent: never(
    'A run did more steps than it may',
    'Shorten its lists or split the flow: a run may take 10,000 steps, list items included.',
  ),
  data_too_large: never(
    'A run holds more data than it may',
    'Give fewer fields to steps: 256 kB for a run, 64 kB for one computed value.',
  ),
  depth_exceeded: never(
    'Sub-flows are nested too deep',
    'Flatten the flows: at most 16 sub-flows inside each other.',
  ),
  value_missing: never(
    'A value that a step reads is not there',
    'Test it with has(x) or give x.orValue(y), or map the field in the connection.',
  ),
  value_type: never(
    'A value has another type than the step needs',
    'Correct the mapping of the field in the connection.',
  ),
  number_unsafe: never(
    'A number is too large to be exact',
    'Keep numbers between -9007199254740991 and 9007199254740991.',
  ),
  divided_by_zero: never('An expression divides by zero', 'Test the divisor before the division.'),
  currency_mixed: never(
    'Amounts in two currencies meet in one expression',
    'Compare and add money of one currency only.',
  ),
  case_missing: never(
    'A choose has no case for the value',
    'Add the case, or an else, and publish the flow again.',
  ),
  outcome_unhandled: never(
    'A step has no block for how it ended',
    'Publish the flow again: its defaults are missing.',
  ),
  each_too_many: never('An each has more items than it may', 'Raise its `at most`, or filter the list.'),
  options_missing: never(
    'An ask has nothing to choose from',
    'Test that the list is not empty before the ask.',
  ),
  end_missing: never(
    'A flow has run out of steps without an end',
    'Add an `end` step and publish the flow again.',
  ),
  subflow_lost: never(
    'A sub-flow was ended from outside',
    'See who terminated its run; the conversation was handed over.',
  ),
} as const;

/** A code with which a run fails. */
export type RunErrorCode = keyof typeof runErrors | 'internal';
