/** What of the systems' own data bears out a refund: the order's status, its returns, the carrier's search for a parcel. */
import { z } from 'zod';
import type { JsonObject } from '../../contracts/json.js';
import type { Ground } from '../operation.js';
import { ChosenLine, Order } from '../orders/order.js';
import { Return } from '../returns/return.js';
import { Investigation } from '../shipments/investigation.js';

type Known = Parameters<Ground['holds']>[0];
type Pieces = { line: string; quantity: number };

/** Returns that are with the shop, and not paid back yet. */
const arrived: readonly (string | undefined)[] = ['received', 'inspected'];

/** All of them, those that need no further read first. */
export const refundGrounds: readonly Ground[] = [
  { reason: 'cancelled', holds: (known) => orderOf(known)?.status === 'cancelled' },
  { reason: 'returned', holds: (known) => isBack(known, orderOf(known)?.returns) },
  {
    reason: 'returned',
    read: { operation: 'returns.find', inputs: ({ order }) => (order === undefined ? undefined : { order }) },
    holds: (known) => isBack(known, z.array(Return).safeParse(known.outputs['returns']).data),
  },
  {
    reason: 'lost',
    read: { operation: 'shipments.investigation', inputs: searched },
    holds: isLost,
  },
];

const orderOf = ({ record }: Known): Order | undefined => Order.safeParse(record).data;

/** The pieces that the refund is about; all of the order where it names none. */
function piecesOf({ inputs }: Known, order: Order): Pieces[] {
  const chosen = z.array(ChosenLine).safeParse(inputs['lines']).data;
  if (chosen !== undefined) return chosen;
  // A line that cannot be named cannot be found among what came back.
  return order.lines.map(({ ref, quantity }) => ({ line: ref ?? '', quantity }));
}

/** Whether each piece has come back, by the returns' own lines: an order whose state is `returned` may be on its way still. */
function isBack(known: Known, returns: readonly z.infer<typeof Return>[] = []): boolean {
  const order = orderOf(known);
  if (order === undefined) return false;
  const back = returns.filter(({ status }) => arrived.includes(status)).flatMap(({ lines = [] }) => lines);
  return covers(back, piecesOf(known, order));
}

/** The search that the call names, of the order that it is about. */
function searched({ order, investigation }: JsonObject): JsonObject | undefined {
  return order === undefined || investigation === undefined ? undefined : { order, investigation };
}

/** Whether the carrier says that the parcel is lost in which these pieces were. */
function isLost(known: Known): boolean {
  const order = orderOf(known);
  const found = Investigation.safeParse(known.outputs['investigation']).data;
  if (order === undefined || found?.status !== 'lost') return false;
  const parcel = order.shipments.find(({ trackingNumber }) => trackingNumber === found.trackingNumber);
  if (parcel === undefined) return false;
  return order.shipments.length === 1 || covers(parcel.lines ?? [], piecesOf(known, order));
}

/** Whether lines hold all of the pieces, each by its reference. */
function covers(lines: readonly { ref?: string | undefined; quantity: number }[], pieces: Pieces[]): boolean {
  const held = new Map<string, number>();
  for (const { ref, quantity } of lines)
    if (ref !== undefined) held.set(ref, (held.get(ref) ?? 0) + quantity);
  return pieces.length > 0 && pieces.every(({ line, quantity }) => (held.get(line) ?? 0) >= quantity);
}
