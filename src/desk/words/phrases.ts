/** Small phrases that the words are made with. */

/** A code as words: `already_refunded` as `already refunded`. */
export const plain = (code: string): string => code.replaceAll(/[._-]+/g, ' ');

/** With a capital letter at the beginning. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How many of something. */
export const several = (count: number, one: string, more: string): string =>
  `${count} ${count === 1 ? one : more}`;

/** Words by a code that somebody else has made: one that has none, were it `constructor`, is undefined. */
export const byCode = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.assign(Object.create(null) as Record<string, string>, words);

/** What an agent can do after a refusal, by the refusal’s code; `usual` after any other. */
const waysOn = byCode({
  already_cancelled: 'done',
  already_open: 'done',
  already_paused: 'done',
  already_received: 'done',
  already_refunded: 'done',
  already_returned: 'done',
  not_paused: 'done',
  already_shipped: 'shipped',
  partly_shipped: 'shipped',
  not_cancellable: 'shipped',
  not_redirectable: 'shipped',
  too_late: 'shipped',
  too_early: 'later',
  write_open: 'busy',
  money_open: 'busy',
  not_permitted: 'system',
  amount_unsayable: 'system',
  several_payments: 'system',
  currency_mismatch: 'system',
  form_not_offered: 'system',
  note_invalid: 'system',
  cap_reached: 'allowed',
  amount_too_high: 'allowed',
  address_invalid: 'address',
  other_country: 'address',
  out_of_stock: 'offer',
  not_replaceable: 'offer',
  payment_failed: 'pay',
  not_owner: 'who',
  not_confirmed: 'ask',
  fee_changed: 'ask',
  ticket_closed: 'channel',
  ticket_unknown: 'channel',
});

/** The way on after a refusal. */
export const wayOnAfter = (code: string): string => waysOn[code] ?? 'usual';
