/** Reading orders for verification, and noting in the store which of them a conversation may see. */
import { Order } from '../../fields/order.js';
import { ordersGet } from '../../operations/orders.js';
import type { Dependencies } from '../dependencies.js';
import { read } from './attempt.js';
import { sameFact } from './facts.js';
import { answeringOf, type PlannedCall } from './planned-call.js';

const noteLifeMs = 24 * 60 * 60 * 1000;

/** Reads an order by its number; whatever else the shop answers with is none. */
export async function orderByNumber(
  deps: Dependencies,
  call: PlannedCall,
  number: string,
): Promise<{ order: Order | undefined } | 'unavailable'> {
  const answer = await read(deps, call, answeringOf(call.merchant, ordersGet.name), { number });
  if (answer.is === 'unavailable') return 'unavailable';
  const order = answer.is === 'done' ? Order.safeParse(answer.outputs.order).data : undefined;
  return { order: sameFact('number', order?.number, number) ? order : undefined };
}

/** Notes for 24 h that an order may be seen under `scope`: a conversation, or a vouched customer in it. */
export async function note(
  deps: Dependencies,
  call: PlannedCall,
  scope: string,
  order: Order,
): Promise<void> {
  const { merchant } = call.request;
  const until = deps.now() + noteLifeMs;
  await deps.store.verifications.verify({
    merchant,
    conversation: scope,
    orderRef: order.ref,
    orderNumber: order.number,
    until,
  });
}

/** Orders that may be seen under the scopes. */
export async function noted(
  deps: Dependencies,
  call: PlannedCall,
  scopes: readonly string[],
): Promise<{ orderRef: string; orderNumber: string }[]> {
  const { merchant } = call.request;
  const lists = scopes.map((scope) => deps.store.verifications.verified(merchant, scope, deps.now()));
  return (await Promise.all(lists)).flat();
}
