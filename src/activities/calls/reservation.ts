/** One open write per subject: money calls hold it from the approval request, others from the row (DESIGN §5). */
import { mailboxOf } from '../../commerce/email.js';
import type { Money } from '../../commerce/money.js';
import { paysCustomer } from '../../commerce/operation.js';
import { type SubjectRecord, subjectOf } from '../../commerce/subject.js';
import { digestOf, opaqueId } from '../../security/keyed-hash.js';
import type { Band } from '../../contracts/policy.js';
import type { FoundReservations, Reservation } from '../../store/store.js';
import { isUnsent, leavesFree } from './effect-record.js';
import type { PlannedCall } from './plan.js';
import type { CallPorts } from './ports.js';

/** ISO 4217 for "no currency": the subject is reserved, but no amount counts towards a band. */
export const noAmount: Money = { minor: 0, currency: 'XXX' };

/** What may spare the approval: a band, with the customer's yes, and what its guard says was paid back before. */
export interface Spared {
  band: Band;
  refunded: Money | undefined;
  /** The record as its system has it now: who it is for does not go by the run's copy. */
  record: SubjectRecord | undefined;
}

/** The outcome of a reservation: reserved, with the band's verdict and what we have paid back before; already held; or more than was ever paid. */
export type Reserved =
  { is: 'reserved'; covered: boolean; paid: readonly Money[] } | { is: 'held'; code: HeldCode };
type HeldCode = 'money_open' | 'write_open' | 'amount_too_high';

/** Reserves the subject for this call, or again; with a band, says whether the band spares the approval. */
export function reserve(ports: CallPorts, call: PlannedCall, spared?: Spared): Promise<Reserved> {
  const taking = takenBy(ports, call, spared === undefined ? call.subject : spared.record);
  const { key, merchant, subject, customers } = taking;
  const ms = spared?.band.perCustomer?.ms;
  return ports.store.reservations.change(
    { merchant, subject, key, ...(ms === undefined ? {} : { spared: { customers, ms } }) },
    (found) => decide(call, taking, found, spared),
  );
}

type Taking = Omit<Reservation, 'state' | 'covered' | 'reservedAt'>;

/** What is reserved, and for whom: by the system's own id of the customer, and by each of their mailboxes. */
function takenBy(
  ports: Pick<CallPorts, 'secret'>,
  call: PlannedCall,
  record: SubjectRecord | undefined,
): Taking {
  const { id, place, effect, about, subject, operation, amount, request } = call;
  // Without a record, equal inputs mean the same thing: nothing that moves money goes unreserved.
  const taken = subject
    ? subjectOf(about, subject.ref)
    : `${operation.name}:${digestOf(request.call.inputs)}`;
  // A shop may give each guest order an id of its own, and one customer may order signed in and as a guest in turn.
  const known = [
    ...(record?.customerRef === undefined ? [] : [record.customerRef]),
    ...(record?.emails ?? []).map(mailboxOf),
  ];
  const names = known.length === 0 ? [taken] : [...new Set(known)];
  return {
    ...id,
    key: place.holder,
    subject: taken,
    customers: names.map((name) => opaqueId(ports.secret, 'customer', id.merchant, name)),
    effect: effect === 'money' ? 'money' : 'write',
    amount: amount ?? noAmount,
  };
}

function decide(
  call: PlannedCall,
  taking: Taking,
  found: FoundReservations,
  spared: Spared | undefined,
): { row?: Reservation; value: Reserved } {
  const { own, others, now } = found;
  const holder = others.find(({ state }) => state === 'reserved' || state === 'kept');
  // Since our reservation a late answer may have kept it for another call; nothing of ours was sent yet.
  if (holder !== undefined && (own === undefined || holder.state === 'kept'))
    return { value: { is: 'held', code: holder.effect === 'money' ? 'money_open' : 'write_open' } };
  if (isTooMuch(call, found)) return { value: { is: 'held', code: 'amount_too_high' } };
  const paid = paidBefore(found.others);
  const row: Reservation = own ?? { ...taking, state: 'reserved', reservedAt: now };
  if (spared === undefined) {
    const value = { is: 'reserved', covered: own?.covered ?? false, paid } as const;
    return own === undefined ? { row, value } : { value };
  }
  const covered = isCovered(taking.amount, found, spared);
  // Judged and counted at the first request that names a band; later only a smaller remainder revokes it.
  if (own?.covered !== undefined)
    return { value: { is: 'reserved', covered: own.covered && covered.amount, paid } };
  const verdict = covered.amount && covered.count;
  return {
    row: { ...row, customers: taking.customers, covered: verdict },
    value: { is: 'reserved', covered: verdict, paid },
  };
}

/** Refunds on a subject, by whatever operation, never exceed what was charged for it. */
function isTooMuch(
  { operation, effect, subject, amount }: PlannedCall,
  { others }: FoundReservations,
): boolean {
  if (effect !== 'money' || !paysCustomer(operation)) return false;
  if (amount === undefined || subject?.amount === undefined) return false;
  const { currency } = subject.amount;
  const paid = paidBefore(others).filter(({ minor }) => minor > 0);
  if (paid.length === 0) return false;
  // What is in several currencies cannot be added up: nobody here could say that it is not too much.
  if ([amount, ...paid].some((each) => each.currency !== currency)) return true;
  return paid.reduce((sum, { minor }) => sum + minor, amount.minor) > subject.amount.minor;
}

const paidBefore = (others: FoundReservations['others']): Money[] =>
  others.filter(({ state }) => state === 'paid').map(({ amount }) => amount);

/** A band without any limit spares nothing. */
function isCovered(
  amount: Money,
  { others, spared: count }: FoundReservations,
  { band, refunded }: Spared,
): { amount: boolean; count: boolean } {
  const { upTo, perCustomer } = band;
  if (upTo === undefined && perCustomer === undefined) return { amount: false, count: false };
  return {
    amount: upTo === undefined || isWithin(upTo, amount, paidBefore(others), refunded),
    count: perCustomer === undefined || count < perCustomer.count,
  };
}

/** The larger of what we have paid back on the subject and what its system says, plus this amount, in one currency. */
function isWithin(upTo: Money, amount: Money, paid: readonly Money[], refunded: Money | undefined): boolean {
  const amounts = [amount, ...paid, ...(refunded === undefined ? [] : [refunded])];
  if (amounts.some(({ currency }) => currency !== upTo.currency)) return false;
  const own = paid.reduce((sum, { minor }) => sum + minor, 0);
  return Math.max(own, refunded?.minor ?? 0) + amount.minor <= upTo.minor;
}

/**
 * Ends a call of which nothing was sent, or whose outcome is known: the subject is released in one step with a
 * check of the row, and an attempt that was about to send finds the gate closed. False if a request may be out, or
 * the row says how the call ended: then that is what counts. `keeps` leaves the subject taken, for an approval.
 */
export function freeUnlessSent(
  { store }: Pick<CallPorts, 'store'>,
  { place }: Pick<PlannedCall, 'place'>,
  { keeps = false }: { keeps?: boolean } = {},
): Promise<boolean> {
  return store.effects.change<boolean>(place, ({ row, held }) => {
    const unsent = row === undefined || isUnsent(row);
    const frees = held && !keeps && (unsent || leavesFree(row));
    return {
      ...(row !== undefined && unsent ? { row: 'deleted' } : {}),
      ...(frees ? { reservation: { state: 'freed' } } : {}),
      value: unsent,
    };
  });
}
