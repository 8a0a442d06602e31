/** The guard of a call that needs an approval: what the systems say now, and whether that is still what is to be sent. */
import { Money } from '../../fields/money.js';
import { canonicalJson, type JsonObject } from '../../json.js';
import { ordersGet } from '../../operations/orders.js';
import type { Dependencies } from '../dependencies.js';
import { read, type ReadAnswer } from './attempt.js';
import { orderByNumber } from './orders.js';
import { findAnswering, type PlannedCall } from './planned-call.js';

/** What the guard found: facts that the approval is given for, or that things have changed. */
export type Guarded =
  { is: 'same'; facts: JsonObject; refunded?: Money } | { is: 'changed' } | { is: 'unavailable' };

/** Reads order and guard operation again and compares them with what is to be sent. */
export async function readGuard(deps: Dependencies, call: PlannedCall): Promise<Guarded> {
  const [order, quote] = await Promise.all([orderNow(deps, call), quoteNow(deps, call)]);
  if (order === 'unavailable' || quote.is === 'unavailable') return { is: 'unavailable' };
  if (order === 'changed' || quote.is === 'refused' || !isOffered(call, quote)) return { is: 'changed' };
  const refunded = Money.safeParse(quote.outputs.refunded).data;
  const facts = { order, quote: { result: quote.result, ...quote.outputs } };
  return { is: 'same', facts, ...(refunded === undefined ? {} : { refunded }) };
}

// Status and amount of the order as the shop has it now; `changed` if the run holds them otherwise.
async function orderNow(
  deps: Dependencies,
  call: PlannedCall,
): Promise<JsonObject | 'changed' | 'unavailable'> {
  const before = call.order;
  if (before === undefined || findAnswering(call.merchant, ordersGet.name) === undefined) return {};
  const found = await orderByNumber(deps, call, before.number);
  if (found === 'unavailable') return 'unavailable';
  const after = found.order;
  if (after === undefined) return 'changed';
  const facts = { ref: after.ref, status: after.status, amount: after.amount ?? null };
  const held = { ref: before.ref, status: before.status, amount: before.amount ?? null };
  return canonicalJson(facts) === canonicalJson(held) ? facts : 'changed';
}

const noGuard: ReadAnswer = { is: 'done', result: 'none', outputs: {} };

async function quoteNow(deps: Dependencies, call: PlannedCall): Promise<ReadAnswer> {
  const { guard } = call;
  if (guard === undefined) return noGuard;
  const { inputs } = call.request.call;
  const taken = Object.keys(guard.operation.inputs).flatMap((name) => {
    const value = inputs[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return read(deps, call, guard, Object.fromEntries(taken));
}

// A higher offer than what is to be sent is no change; a lower one, none or one in another currency is.
function isOffered(call: PlannedCall, quote: Extract<ReadAnswer, { is: 'done' }>): boolean {
  if (call.guard === undefined) return true;
  const offer = Money.safeParse(quote.outputs.amount).data;
  if (offer === undefined) return false;
  return (
    call.amount === undefined || (call.amount.currency === offer.currency && call.amount.minor <= offer.minor)
  );
}
