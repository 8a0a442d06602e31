/** Codes that the API sends, in English words; one that is not here is written as its own words. */
import { byCode, capital, plain } from '../phrases';

const intents = byCode({
  wismo: 'Where is my order?',
  refund: 'Refund',
  return: 'Return',
  replacement: 'Replacement',
  cancel_order: 'Cancel an order',
  change_address: 'Change an address',
  change_order: 'Change an order',
  sub_cancel: 'Cancel a subscription',
  sub_change: 'Change a subscription',
  sub_pause: 'Pause a subscription',
  sub_refund: 'Refund a subscription',
  talk_to_a_person: 'Talk to a person',
  other: 'Something else',
});

const outcomes = byCode({
  handed_over: 'With a colleague',
  needs_approval: 'Waits for an approval',
  needs_facts: 'Asks for details',
  unverified: 'Not verified',
  ['told']: 'Customer informed',
  ['not_told']: 'Customer not informed',
  declined: 'Customer said no',
  linked: 'Continued elsewhere',
  given: 'Answer given',
  backed_out: 'Customer withdrew',
});

const values = byCode({ 'reason.other': 'not given' });

/** The words. */
export const codes = {
  /** An intent in words. */
  intents: (intent: string): string => intents[intent.split('.')[0] ?? ''] ?? capital(plain(intent)),
  /** How a step, a call or a run ended. */
  outcomes: (outcome: string): string => outcomes[outcome] ?? capital(plain(outcome)),
  /** A value of a field: a status, a reason. */
  values: (field: string, value: string): string =>
    values[`${field}.${value}`] ?? (/^[a-z]+(_[a-z]+)+$/.test(value) ? plain(value) : value),
  /** A title that flows, operations and examples have in English; what a merchant has written stays as it is. */
  titles: (title: string): string => title,
  /** A line of a diagram or of a list of steps. */
  lines: (line: string): string =>
    line.replace(/^not needed within [\w.]+/, 'not needed within the shop’s limit'),
};
