/** What the shop takes back, until when and for what fee. */
import type { Line, Order, refundReasons } from '../order.js';
import { piecesComingBack, type ReturnedLine, type ShopReturn } from './return.js';

const dayMs = 86_400_000;

/** Days from the delivery in which an order is taken back. */
const windowDays = 14;

const feeOfReturn = 295;
/** From this value on, the way back is free. */
const freeFrom = 10_000;

/** Why the shop takes nothing back. */
type Closed = 'NICHT_ZUGESTELLT' | 'FRIST_ABGELAUFEN' | 'NICHTS_UEBRIG';

/** The shop's codes for returns that it does not take. */
export type ReturnRefusal =
  | 'NICHT_RETOURNIERBAR'
  | 'SCHON_RETOURNIERT'
  | 'FRIST_ABGELAUFEN'
  | 'GEBUEHR_ANDERS'
  | 'SCHON_EINGETROFFEN'
  | 'SCHON_STORNIERT'
  | 'SCHLUESSEL_ANDERS';

/** What of an order can come back, with the pieces that are left of each line. */
export interface ReturnTerms {
  readonly lines: readonly Line[];
  readonly until: number;
  readonly feeCents: number;
}

/** The terms for an order, or why there are none. */
export function termsOf(order: Order, returns: readonly ShopReturn[], now: number): ReturnTerms | Closed {
  const { status, deliveredAt, lines, totalCents } = order;
  if (status === 'ERSTATTET' || status === 'RETOURE') return 'NICHTS_UEBRIG';
  if (status !== 'ZUGESTELLT' || deliveredAt === undefined) return 'NICHT_ZUGESTELLT';
  const until = deliveredAt + windowDays * dayMs;
  if (until < now) return 'FRIST_ABGELAUFEN';
  const left = lines
    .map((line) => ({ ...line, quantity: line.quantity - piecesComingBack(returns, line.id) }))
    .filter(({ quantity }) => quantity > 0);
  if (left.length === 0) return 'NICHTS_UEBRIG';
  return { lines: left, until, feeCents: totalCents >= freeFrom ? 0 : feeOfReturn };
}

/** What the shop got wrong costs the customer nothing. */
const isFree = (reason: (typeof refundReasons)[number]): boolean =>
  reason === 'BESCHAEDIGT' || reason === 'FALSCHER_ARTIKEL' || reason === 'NICHT_ERHALTEN';

/** A return as asked for; without a fee, whatever it is has been agreed to. */
export interface WantedReturn {
  readonly lines: readonly ReturnedLine[];
  readonly reason: (typeof refundReasons)[number];
  readonly feeCents?: number | undefined;
}

/** Fee and worth of a return, or why it is refused. */
export function judgeReturn(
  terms: ReturnTerms | Closed,
  { lines, reason, feeCents }: WantedReturn,
): { feeCents: number; cents: number } | ReturnRefusal {
  if (terms === 'FRIST_ABGELAUFEN') return terms;
  if (terms === 'NICHTS_UEBRIG') return 'SCHON_RETOURNIERT';
  if (terms === 'NICHT_ZUGESTELLT') return 'NICHT_RETOURNIERBAR';
  const fee = isFree(reason) ? 0 : terms.feeCents;
  if (feeCents !== undefined && feeCents !== fee) return 'GEBUEHR_ANDERS';
  const found = lines.map(({ id, quantity }) => {
    const line = terms.lines.find((each) => each.id === id);
    return line === undefined || quantity > line.quantity ? undefined : line.cents * quantity;
  });
  if (found.length === 0 || found.includes(undefined)) return 'NICHT_RETOURNIERBAR';
  const worth = found.reduce<number>((sum, cents = 0) => sum + cents, 0);
  return { feeCents: fee, cents: Math.max(0, worth - fee) };
}
