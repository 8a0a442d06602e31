/** Who is asking: an operation on customers' data runs for a verified customer only, whatever the flow says (DESIGN §7). */
import { Order } from '../../fields/order.js';
import type { CallResult } from '../../interpreter/protocol.js';
import type { JsonObject } from '../../json.js';
import { ordersGet } from '../../operations/orders.js';
import type { Dependencies } from '../dependencies.js';
import { read } from './attempt.js';
import { isOwned, missingFacts, sameFact } from './facts.js';
import { type Match, matchByFacts, needsFacts } from './matching.js';
import { note, noted, orderByNumber } from './orders.js';
import type { PlannedCall } from './planned-call.js';
import { resultOf } from './results.js';
import { type Vouched, vouchedCustomer } from './vouched.js';

/**
 * Undefined if the call may go on; otherwise its result: what is missing, `unverified`, or the order itself, if
 * reading it was all that was asked.
 */
export async function verify(deps: Dependencies, call: PlannedCall): Promise<CallResult | undefined> {
  if (call.operation.privacy === 'none') return undefined;
  const vouched = vouchedCustomer(deps, call);
  switch (call.operation.subject) {
    case 'number':
      return answered(call, await matchNumber(deps, call, vouched));
    case 'order':
      return matchOrder(deps, call, vouched);
    case 'list':
      return listOrders(deps, call, vouched);
    case 'none':
      return vouched?.current === true ? undefined : { outcome: 'unverified' };
  }
}

async function matchNumber(
  deps: Dependencies,
  call: PlannedCall,
  vouched: Vouched | undefined,
): Promise<Match> {
  const { inputs, facts } = call.request.call;
  const number = typeof inputs.number === 'string' ? inputs.number : facts.number;
  if (number === undefined) return needsFacts(missingFacts(call.merchant.config.verification, facts), false);
  if (vouched?.current !== true) {
    const mine = await noted(deps, call, scopesOf(call, vouched));
    if (!mine.some(({ orderNumber }) => sameFact('number', orderNumber, number))) {
      return matchByFacts(deps, call, { number });
    }
  }
  const found = await orderByNumber(deps, call, number);
  if (found === 'unavailable') return { result: { outcome: 'unavailable' } };
  const { order } = found;
  if (order !== undefined && (await maySee(deps, call, vouched, order))) return { order };
  return matchByFacts(deps, call, { number, read: found });
}

async function matchOrder(
  deps: Dependencies,
  call: PlannedCall,
  vouched: Vouched | undefined,
): Promise<CallResult | undefined> {
  const { order } = call;
  if (order === undefined) return { outcome: 'unverified' };
  const { number, ref } = order;
  const mine = await noted(deps, call, scopesOf(call, vouched));
  // The run's copy of an order is not believed: its reference must be that of the number.
  if (mine.some(({ orderRef, orderNumber }) => orderRef === ref && sameFact('number', orderNumber, number)))
    return undefined;
  const found = vouched?.current === true ? await orderByNumber(deps, call, number) : undefined;
  if (found === 'unavailable') return { outcome: 'unavailable' };
  if (found?.order?.ref === ref && (await maySee(deps, call, vouched, found.order))) return undefined;
  const match = await matchByFacts(deps, call, {
    number,
    ref,
    ...(found === undefined ? {} : { read: found }),
  });
  return 'order' in match ? undefined : match.result;
}

async function listOrders(
  deps: Dependencies,
  call: PlannedCall,
  vouched: Vouched | undefined,
): Promise<CallResult> {
  if (vouched?.current === true && vouched.customer.email !== undefined) {
    return listOf(deps, call, { ...vouched.customer, email: vouched.customer.email });
  }
  const mine = await noted(deps, call, scopesOf(call, vouched));
  if (mine.length > 0) {
    const numbers = [...new Set(mine.map(({ orderNumber }) => orderNumber))];
    const found = await Promise.all(numbers.map((number) => orderByNumber(deps, call, number)));
    if (found.includes('unavailable')) return { outcome: 'unavailable' };
    const orders = found.flatMap((one) =>
      one === 'unavailable' || one.order === undefined ? [] : [one.order],
    );
    return foundOrders(orders.filter(({ ref }) => mine.some(({ orderRef }) => orderRef === ref)));
  }
  const match = await matchNumber(deps, call, vouched);
  return 'order' in match ? foundOrders([match.order]) : match.result;
}

// The vouched e-mail is asked for, never a typed one; what the shop lists beyond that is left out.
async function listOf(
  deps: Dependencies,
  call: PlannedCall,
  customer: Vouched['customer'] & { email: string },
): Promise<CallResult> {
  const answer = await read(deps, call, call, { ...call.request.call.inputs, email: customer.email });
  if (answer.is !== 'done') return resultOf(answer);
  const orders = Array.isArray(answer.outputs.orders) ? answer.outputs.orders : [];
  return foundOrders(
    orders.flatMap((one) => Order.safeParse(one).data ?? []).filter((order) => isOwned(order, customer)),
  );
}

// An order read for a vouched customer or one noted before: theirs by voucher, else by its note.
async function maySee(
  deps: Dependencies,
  call: PlannedCall,
  vouched: Vouched | undefined,
  order: Order,
): Promise<boolean> {
  if (vouched?.current === true && isOwned(order, vouched.customer)) {
    await note(deps, call, vouched.scope, order);
    return true;
  }
  const mine = await noted(deps, call, scopesOf(call, vouched));
  return mine.some(({ orderRef }) => orderRef === order.ref);
}

const scopesOf = (call: PlannedCall, vouched: Vouched | undefined): string[] =>
  vouched === undefined ? [call.request.conversation] : [call.request.conversation, vouched.scope];

function answered(call: PlannedCall, match: Match): CallResult | undefined {
  if ('result' in match) return match.result;
  // Another operation on that number goes on and reads for itself.
  if (call.operation.name !== ordersGet.name) return undefined;
  return { outcome: 'done', result: 'found', outputs: { order: asJson(match.order) } };
}

const foundOrders = (orders: readonly Order[]): CallResult =>
  orders.length === 0
    ? { outcome: 'done', result: 'none', outputs: {} }
    : { outcome: 'done', result: 'found', outputs: { orders: orders.map(asJson) } };

// An order that its schema has read is plain JSON; absent fields are absent.
const asJson = (order: Order): JsonObject => order as JsonObject;
