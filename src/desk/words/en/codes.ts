/** Codes that the API sends, in English words; one that is not here is written as its own words. */
import { byCode, capital, plain, wayOnAfter } from '../phrases';

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
  paused: 'Subscription paused',
  linked: 'Continued elsewhere',
  given: 'Answer given',
  backed_out: 'Customer withdrew',
});

const values = byCode({ 'reason.other': 'not given' });

/** Why a system, or Orderly on the shop’s behalf, refuses something. */
const refusals = byCode({
  address_invalid: 'The address is not valid',
  already_cancelled: 'It was cancelled already',
  already_open: 'There is one open already',
  already_paused: 'It is paused already',
  already_received: 'It was received already',
  already_refunded: 'It was refunded already',
  already_returned: 'It was returned already',
  already_shipped: 'It was shipped already',
  amount_too_high: 'The amount is too high',
  amount_unsayable: 'The amount cannot be told to the system',
  cap_reached: 'The shop’s limit for refunds is reached',
  currency_mismatch: 'The amount is in another currency',
  fee_changed: 'The fee has changed',
  form_not_offered: 'This form is not offered',
  money_open: 'Money is being moved for this record already',
  not_cancellable: 'It cannot be cancelled',
  not_changeable: 'It cannot be changed',
  not_confirmed: 'The customer has not confirmed it',
  not_investigable: 'The carrier cannot look for it',
  not_owner: 'It belongs to another customer',
  not_pausable: 'It cannot be paused',
  not_paused: 'It is not paused',
  not_permitted: 'The system does not permit it',
  not_redirectable: 'It cannot be redirected',
  not_refundable: 'It cannot be refunded',
  not_replaceable: 'It cannot be replaced',
  not_resumable: 'It cannot be resumed',
  not_returnable: 'It cannot be returned',
  not_skippable: 'It cannot be skipped',
  note_invalid: 'The note is not valid',
  other_country: 'The address is in another country',
  out_of_stock: 'It is out of stock',
  partly_shipped: 'A part was shipped already',
  payment_failed: 'The payment has failed',
  several_payments: 'It was paid in several payments',
  ticket_closed: 'The ticket is closed',
  ticket_unknown: 'There is no such ticket',
  too_early: 'It is too early for that',
  too_late: 'It is too late for that',
  write_open: 'This record is being changed already',
});

/** What an agent can do after a refusal. */
const waysOn = byCode({
  done: 'Nothing is left to do. Tell the customer how it stands.',
  shipped: 'Offer a return once the parcel has arrived.',
  later: 'Try it again later; tell the customer when.',
  busy: 'Wait until that has ended: look at the runs, and at what is unclear.',
  system: 'Do it in the shop’s own system; tell your operator if it happens again.',
  allowed: 'Somebody who may do so has to do it in the shop’s own system.',
  address: 'Ask the customer for another address.',
  offer: 'Offer the customer a refund, or another item.',
  pay: 'Look at the payment in its system; ask the customer for another way to pay.',
  who: 'Find out who is asking before you say anything about it.',
  ask: 'Ask the customer whether they still want it.',
  channel: 'Answer the customer in another way.',
  usual: 'Look at the record in the shop’s own system, and answer the customer yourself.',
});

/** The words. */
export const codes = {
  /** An intent in words. */
  intents: (intent: string): string => intents[intent.split('.')[0] ?? ''] ?? capital(plain(intent)),
  /** How a step, a call or a run ended. */
  outcomes: (outcome: string): string => outcomes[outcome] ?? capital(plain(outcome)),
  /** Why something was refused. */
  refusals: (code: string): string => refusals[code] ?? capital(plain(code)),
  /** What an agent can do after a refusal. */
  afterRefusal: (code: string): string => waysOn[wayOnAfter(code)] ?? '',
  /** A value of a field: a status, a reason. */
  values: (field: string, value: string): string =>
    values[`${field}.${value}`] ?? (/^[a-z]+(_[a-z]+)+$/.test(value) ? plain(value) : value),
  /** A title that flows, operations and examples have in English; what a merchant has written stays as it is. */
  titles: (title: string): string => title,
  /** A line of a diagram or of a list of steps. */
  lines: (line: string): string =>
    line.replace(/^not needed within [\w.]+/, 'not needed within the shop’s limit'),
};
