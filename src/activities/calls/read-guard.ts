/** The guard of a call: what the systems say now, and whether that is still what is to be sent. */
import { Money } from '../../commerce/money.js';
import { paysCustomer } from '../../commerce/operation.js';
import type { SubjectRecord } from '../../commerce/subject.js';
import { canonicalJson, type Json, type JsonObject } from '../../contracts/json.js';
import { read, type ReadAnswer } from './attempt.js';
import { judged } from './derive-outputs.js';
import { findAnswering, type PlannedCall } from './plan.js';
import type { CallPorts } from './ports.js';
import { recordByNumber } from './verification/verified-records.js';

/** What the guard found: the facts on which the approval is based, or that things have changed. */
export type Guarded =
  | {
      is: 'same';
      facts: JsonObject;
      /** What the guard offers now. */
      offer?: Money;
      refunded?: Money;
      record: SubjectRecord | undefined;
    }
  | { is: 'changed' }
  | { is: 'other_currency' }
  | { is: 'unavailable' };

/** What we have paid back on the subject, and what this call may have paid already. */
interface Own {
  paid: readonly Money[];
  doubted?: Money | undefined;
}

/** Rereads the subject and the guard operation and compares them with what is to be sent. */
export async function readGuard(ports: CallPorts, call: PlannedCall, own: Own): Promise<Guarded> {
  const [subject, quote] = await Promise.all([subjectNow(ports, call), quoteNow(ports, call)]);
  if (subject === 'unavailable' || quote.is === 'unavailable') return { is: 'unavailable' };
  if (subject === 'changed' || quote.is === 'refused') return { is: 'changed' };
  if (isOtherCurrency(call, quote)) return { is: 'other_currency' };
  if (!isOffered(call, quote, own)) return { is: 'changed' };
  const [offer, refunded] = [quote.outputs.amount, quote.outputs.refunded].map(
    (reported) => Money.safeParse(reported).data,
  );
  const { facts: known, record } = subject;
  const facts = { [call.about.input]: known, quote: { result: quote.result, ...quote.outputs } };
  return {
    ...{ is: 'same', facts, record },
    ...(offer === undefined ? {} : { offer }),
    ...(refunded === undefined ? {} : { refunded }),
  };
}

// The record's current status and amount in its system; `changed` if the run holds different ones.
async function subjectNow(
  ports: CallPorts,
  call: PlannedCall,
): Promise<{ facts: JsonObject; record: SubjectRecord | undefined } | 'changed' | 'unavailable'> {
  const before = call.subject;
  if (before === undefined || findAnswering(call.merchant, call.about.get) === undefined)
    return { facts: {}, record: before };
  const found = await recordByNumber(ports, call, before.number, 'guard');
  if (found === 'unavailable') return 'unavailable';
  const after = found.record;
  if (after === undefined) return 'changed';
  const facts = { ref: after.ref, status: after.status ?? null, amount: after.amount ?? null };
  const held = { ref: before.ref, status: before.status ?? null, amount: before.amount ?? null };
  return canonicalJson(facts) === canonicalJson(held) ? { facts, record: after } : 'changed';
}

const noGuard: ReadAnswer = { is: 'done', result: 'none', outputs: {} };

async function quoteNow(ports: CallPorts, call: PlannedCall): Promise<ReadAnswer> {
  const { guard } = call;
  if (guard === undefined) return noGuard;
  const { inputs } = call.request.call;
  const taken = Object.keys(guard.operation.inputs).flatMap((name) => {
    const value = inputs[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const asked = Object.fromEntries(taken);
  const { operation } = guard;
  return judged(ports, { ...call, operation }, asked, await read(ports, call, guard, asked, 'guard'));
}

/**
 * Whether the amount is in another currency than what it belongs to: what the guard offers, and where it offers none
 * and the customer is paid, what the record cost. The record is what it is in its system now.
 */
function isOtherCurrency(
  { amount, operation, subject, request }: PlannedCall,
  quote: Extract<ReadAnswer, { is: 'done' }>,
): boolean {
  // Without an amount of its own, the call is about what the record cost.
  if (amount === undefined || request.call.inputs.amount === undefined) return false;
  const offer = Money.safeParse(quote.outputs.amount).data;
  const paid = offer ?? (paysCustomer(operation) ? subject?.amount : undefined);
  return paid !== undefined && paid.currency !== amount.currency;
}

/** Where the customer is paid, a lower offer is a change; where the customer or we pay, a higher one is. */
function isOffered(call: PlannedCall, quote: Extract<ReadAnswer, { is: 'done' }>, own: Own): boolean {
  // A cancel sends no amount: its order must be as it was, and what the offer says is for the approver.
  if (call.guard === undefined || !Object.hasOwn(call.operation.inputs, 'amount')) return true;
  const offer = Money.safeParse(quote.outputs.amount).data;
  if (offer === undefined) return false;
  const { amount, operation } = call;
  // Whatever else the offer names and the call sends, such as which charge is paid back, is the same still.
  if (!isSame(call, quote.outputs)) return false;
  if (amount === undefined) return true;
  if (!paysCustomer(operation)) return offer.minor <= amount.minor;
  return withoutPaid(call, quote.outputs, offer, own) >= amount.minor;
}

/**
 * What is left of an offer, in minor units. One that could say what was paid back before, and does not, may stand
 * still: then what we have paid back ourselves is taken off, so that it is never paid again. One that says at least as
 * much as we have paid, with what is in doubt, may count that already: nothing is left then.
 */
function withoutPaid(call: PlannedCall, offered: JsonObject, offer: Money, { paid, doubted }: Own): number {
  const [main = {}] = Object.values(call.guard?.operation.results ?? {});
  if (!Object.hasOwn(main, 'refunded')) return offer.minor;
  const reported = Money.safeParse(offered.refunded).data;
  if (reported !== undefined && doubted === undefined) return offer.minor;
  const counted = [...(isPart(call, offered) ? [] : paid), ...(doubted === undefined ? [] : [doubted])];
  const all = reported === undefined ? counted : [...counted, reported];
  if (all.some(({ currency }) => currency !== offer.currency)) return 0;
  const sum = counted.reduce((total, { minor }) => total + minor, 0);
  if (reported === undefined) return offer.minor - sum;
  return reported.minor < sum ? offer.minor : 0;
}

/** An offer for a part, such as one of several charges, says nothing of what was paid back on the others. */
const isPart = (call: PlannedCall, offered: JsonObject): boolean => namedBy(call, offered).length > 0;

const isSame = (call: PlannedCall, offered: JsonObject): boolean =>
  namedBy(call, offered).every(
    ([name, value]) => canonicalJson(value) === canonicalJson(call.request.call.inputs[name] ?? null),
  );

/** What the offer itself names of what the call sends, besides the amount; what the guard was asked with, it only repeats. */
const namedBy = ({ operation, guard }: PlannedCall, offered: JsonObject): [string, Json][] =>
  Object.entries(offered).flatMap(([name, value]): [string, Json][] => {
    const isRepeated = Object.hasOwn(guard?.operation.inputs ?? {}, name);
    if (name === 'amount' || isRepeated || !Object.hasOwn(operation.inputs, name)) return [];
    return [[name, value ?? null]];
  });
