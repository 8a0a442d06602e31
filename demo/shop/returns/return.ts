/** What the shop keeps of a return, before an API puts it into words of its own. */
import { z } from 'zod';
import { type Order, type refundReasons } from '../order.js';

/** How far a return has come, in the order in which it does; the last two end it otherwise. */
export const returnStates = [
  'ANGEMELDET',
  'UNTERWEGS',
  'EINGETROFFEN',
  'GEPRUEFT',
  'ERSTATTET',
  'ABGELEHNT',
  'STORNIERT',
] as const;

/** A state of a return. */
export type ReturnState = (typeof returnStates)[number];

/** Some pieces of a line that come back. */
export const ReturnedLine = z.object({ id: z.string(), quantity: z.number().int().positive() });

/** Some pieces of a line that come back. */
export type ReturnedLine = z.infer<typeof ReturnedLine>;

/** A return; moments are epoch milliseconds, money is in cents of EUR. */
export interface ShopReturn {
  /** Opaque, `r_…`. */
  readonly id: string;
  /** What the customer knows: `R-` and six digits. */
  readonly number: string;
  readonly orderId: string;
  readonly lines: readonly ReturnedLine[];
  readonly reason: (typeof refundReasons)[number];
  readonly state: ReturnState;
  /** What is taken off what the customer gets back. */
  readonly feeCents: number;
  /** What the customer gets back once the warehouse has looked at it. */
  readonly cents: number;
  readonly registeredAt: number;
  readonly receivedAt?: number;
  readonly refundedAt?: number;
  /** Code of the parcel, if the shop knows it. */
  readonly parcel?: string;
}

const stateOf = ({ warehouse, refund }: Order['returns'][number]): ReturnState => {
  if (warehouse !== 'GEPRUEFT') return warehouse;
  return refund === 'GEBUCHT' ? 'ERSTATTET' : 'GEPRUEFT';
};

/** The returns that an order was made with, each of the whole order. */
export const returnsMadeWith = (order: Order): ShopReturn[] =>
  order.returns.map((made) => {
    const { parcel } = made;
    const receivedAt = parcel.deliveredAt;
    const state = stateOf(made);
    return {
      id: `r_${parcel.code.toLowerCase()}`,
      number: `R-${parcel.code.slice(-6)}`,
      orderId: order.id,
      lines: order.lines.map(({ id, quantity }) => ({ id, quantity })),
      ...{ reason: 'WIDERRUF', state, feeCents: 0, cents: order.totalCents, parcel: parcel.code },
      registeredAt: parcel.scans[0]?.at ?? order.orderedAt,
      ...(receivedAt === undefined ? {} : { receivedAt }),
      ...(state === 'ERSTATTET' && receivedAt !== undefined ? { refundedAt: receivedAt } : {}),
    };
  });

/** Pieces of a line that are in a return which has not been called off or turned down. */
export const piecesComingBack = (returns: readonly ShopReturn[], line: string): number =>
  returns
    .filter(({ state }) => state !== 'STORNIERT' && state !== 'ABGELEHNT')
    .flatMap(({ lines }) => lines)
    .reduce((sum, { id, quantity }) => sum + (id === line ? quantity : 0), 0);
