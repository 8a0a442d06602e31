/** What the GraphQL API answers, field by field; shop.graphql says it to machines. */
import type { LedgerRow } from '../ledger.js';
import type { Order } from '../order.js';
import type { OrderService, RefundRequest, Verdict } from '../order-service.js';
import { graphqlOrder, money } from './order.js';
import { type PageAsked, page } from './page.js';

/** Why the shop pays back or sends once more, in this API's words. */
export const reasons = {
  NOT_RECEIVED: 'NICHT_ERHALTEN',
  DAMAGED: 'BESCHAEDIGT',
  WRONG_ITEM: 'FALSCHER_ARTIKEL',
  RETURNED: 'RETOURE',
  CHANGED_MIND: 'WIDERRUF',
  OTHER: 'SONSTIGES',
} as const satisfies Record<string, RefundRequest['reason']>;

type Refused = Extract<Verdict, { kind: 'refused' }>;

const refusals: Readonly<Record<Refused['code'], { code: string; message: string }>> = {
  SCHON_ERSTATTET: { code: 'ALREADY_REFUNDED', message: 'The order has been paid back already.' },
  BETRAG_ZU_HOCH: { code: 'AMOUNT_TOO_HIGH', message: 'The amount is more than can be paid back.' },
  NICHT_ERSTATTBAR: { code: 'NOT_REFUNDABLE', message: 'The order has not left yet; cancel it.' },
  SCHON_VERSANDT: { code: 'ALREADY_SHIPPED', message: 'The order has left already.' },
  SCHON_STORNIERT: { code: 'ALREADY_CANCELED', message: 'The order is cancelled already.' },
  SCHON_GEPACKT: { code: 'ALREADY_PACKED', message: 'The order is packed already.' },
  TEILVERSANDT: { code: 'PARTIALLY_FULFILLED', message: 'A part of the order has left already.' },
  ADRESSE_UNGUELTIG: { code: 'ADDRESS_INVALID', message: 'The address is not complete.' },
  ANDERES_LAND: { code: 'OTHER_COUNTRY', message: 'The order is not sent to another country.' },
  NICHTS_UEBRIG: { code: 'NOTHING_LEFT', message: 'Nothing would be left; cancel the order.' },
  AUSVERKAUFT: { code: 'OUT_OF_STOCK', message: 'This is not in stock any more.' },
  NICHT_ERSETZBAR: { code: 'NOT_REPLACEABLE', message: 'There is no replacement for this.' },
  SCHLUESSEL_ANDERS: { code: 'IDEMPOTENCY_KEY_REUSED', message: 'The key belongs to another request.' },
};

/** What the input of every mutation has, as the schema has checked it. */
export interface Keyed {
  readonly orderId: string;
  readonly idempotencyKey?: string | null;
}

interface RefundInput extends Keyed {
  readonly amount: { readonly amount: unknown; readonly currencyCode: string };
  readonly reason: keyof typeof reasons;
}

const notFound = { __typename: 'NotFound', message: 'There is no such order.' };

/** The roots of the schema over an order book. */
export const resolvers = (service: OrderService) => ({
  order: ({ number }: { number: string }) => {
    const order = service.byNumber(number);
    return order === undefined ? notFound : graphqlOrder(order);
  },
  orders: ({ email, ...asked }: { email: string } & PageAsked) =>
    page(service.byMail(email).map(graphqlOrder), asked),
  refundQuote: ({ orderId }: { orderId: string }) => {
    const order = service.byId(orderId);
    return order === undefined ? notFound : quote(service, order);
  },
  orderRefund: ({ input }: { input: RefundInput }) => payload('refund', refund(service, input)),
  orderCancel: ({ input }: { input: Keyed }) => payload('cancellation', cancel(service, input)),
});

const quote = (service: OrderService, order: Order) => ({
  __typename: 'RefundQuote',
  refundable: money(service.refundable(order)),
  refunded: money(order.refundedCents),
});

/** Why a mutation did nothing. */
export interface UserError {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** There is no order with the id that was given. */
export const unknownOrder: UserError = {
  code: 'NOT_FOUND',
  field: ['input', 'orderId'],
  message: notFound.message,
};

function refund(service: OrderService, input: RefundInput): LedgerRow | UserError {
  const order = service.byId(input.orderId);
  if (order === undefined) return unknownOrder;
  const cents = centsOf(input.amount.amount);
  if (cents === undefined || cents === 0 || input.amount.currencyCode !== 'EUR') {
    return { code: 'INVALID', field: ['input', 'amount'], message: 'This amount cannot be paid back.' };
  }
  const reason = reasons[input.reason];
  return told(service.refund(order, { cents, currency: 'EUR', reason }, input.idempotencyKey ?? undefined));
}

function cancel(service: OrderService, { orderId, idempotencyKey }: Keyed): LedgerRow | UserError {
  const order = service.byId(orderId);
  return order === undefined ? unknownOrder : told(service.cancel(order, idempotencyKey ?? undefined));
}

/** What was booked, or why nothing was. */
export const told = (verdict: Verdict): LedgerRow | UserError =>
  verdict.kind === 'booked' ? verdict.row : { ...refusals[verdict.code], field: null };

const payload = (name: 'refund' | 'cancellation', end: LedgerRow | UserError) =>
  'cents' in end
    ? { [name]: { id: end.id, amount: money(end.cents) }, userErrors: [] }
    : { [name]: null, userErrors: [end] };

/** Cents of an amount such as `12.30`; undefined for nothing or for what is no such amount. */
export function centsOf(text: unknown): number | undefined {
  const parts = typeof text === 'string' ? /^(\d{1,9})\.(\d{2})$/.exec(text) : null;
  if (parts === null) return undefined;
  return Number(parts[1]) * 100 + Number(parts[2]);
}
