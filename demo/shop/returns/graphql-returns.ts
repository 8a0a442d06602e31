/** Returns in the words of the GraphQL API; graphql/returns.graphql says them to machines. */
import { centsOf, reasons } from '../graphql/resolvers.js';
import { date, money } from '../graphql/order.js';
import type { ReturnRefusal, ReturnTerms } from './return-terms.js';
import type { ReturnService, ReturnVerdict } from './return-service.js';
import type { ReturnedLine, ReturnState, ShopReturn } from './return.js';

const statuses = {
  ANGEMELDET: 'REGISTERED',
  UNTERWEGS: 'IN_TRANSIT',
  EINGETROFFEN: 'ARRIVED',
  GEPRUEFT: 'CHECKED',
  ERSTATTET: 'REFUNDED',
  ABGELEHNT: 'REJECTED',
  STORNIERT: 'CANCELED',
} as const satisfies Record<ReturnState, string>;

const refusals: Readonly<Record<ReturnRefusal, { code: string; message: string }>> = {
  NICHT_RETOURNIERBAR: { code: 'NOT_RETURNABLE', message: 'This is not taken back.' },
  SCHON_RETOURNIERT: { code: 'ALREADY_RETURNED', message: 'This has come back already.' },
  FRIST_ABGELAUFEN: { code: 'WINDOW_OVER', message: 'The time for returns is over.' },
  GEBUEHR_ANDERS: { code: 'FEE_CHANGED', message: 'The fee is another one by now.' },
  SCHON_EINGETROFFEN: { code: 'ALREADY_ARRIVED', message: 'The return has arrived already.' },
  SCHON_STORNIERT: { code: 'ALREADY_CANCELED', message: 'The return is called off already.' },
  SCHLUESSEL_ANDERS: { code: 'IDEMPOTENCY_KEY_REUSED', message: 'The key belongs to another request.' },
};

const verdicts = {
  NICHT_ZUGESTELLT: 'NOT_DELIVERED',
  FRIST_ABGELAUFEN: 'WINDOW_OVER',
  NICHTS_UEBRIG: 'NOTHING_LEFT',
} as const satisfies Record<Exclude<ReturnType<ReturnService['terms']>, ReturnTerms>, string>;

/** Arguments as the schema has checked them. */
interface RegisterInput {
  readonly orderId: string;
  readonly lineItems: readonly ReturnedLine[];
  readonly reason: keyof typeof reasons;
  readonly fee?: unknown;
  readonly idempotencyKey?: string | null;
}

interface CancelInput {
  readonly returnId: string;
  readonly idempotencyKey?: string | null;
}

/** The roots that returns add to the schema. */
export const returnResolvers = (service: ReturnService) => ({
  returnQuote: ({ orderId }: { orderId: string }) => quote(service, orderId),
  registeredReturns: ({ orderId }: { orderId: string }) => {
    const order = service.order(orderId);
    return order === undefined ? [] : service.of(order).map((made) => graphqlReturn(service, made));
  },
  returnRegister: ({ input }: { input: RegisterInput }) => payload(service, register(service, input)),
  returnCancel: ({ input }: { input: CancelInput }) => {
    const made = service.byId(input.returnId);
    return payload(service, made && service.cancel(made, input.idempotencyKey ?? undefined));
  },
});

function quote(service: ReturnService, orderId: string) {
  const order = service.order(orderId);
  if (order === undefined) return null;
  const terms = service.terms(order);
  if (typeof terms === 'string') return { verdict: verdicts[terms], until: null, fee: null, lineItems: [] };
  return {
    verdict: 'RETURNABLE',
    until: date(terms.until),
    fee: money(terms.feeCents),
    lineItems: terms.lines.map(({ id, sku, name, quantity, cents }) => ({
      ...{ id, sku, title: name, quantity, unitPrice: money(cents) },
    })),
  };
}

function register(service: ReturnService, input: RegisterInput): ReturnVerdict | undefined {
  const order = service.order(input.orderId);
  if (order === undefined) return undefined;
  const lines = input.lineItems.map(({ id, quantity }) => ({ id, quantity }));
  const feeCents = input.fee == null ? undefined : centsOf(input.fee);
  const wanted = { lines, reason: reasons[input.reason], feeCents };
  return service.register(order, wanted, input.idempotencyKey ?? undefined);
}

function graphqlReturn(service: ReturnService, made: ShopReturn) {
  const lines = new Map(service.order(made.orderId)?.lines.map((line) => [line.id, line]));
  return {
    id: made.id,
    number: made.number,
    status: statuses[made.state],
    lineItems: made.lines.map(({ id, quantity }) => ({
      ...{ id, quantity, sku: lines.get(id)?.sku ?? null, title: lines.get(id)?.name ?? id },
    })),
    fee: money(made.feeCents),
    amount: money(made.cents),
    trackingNumber: made.parcel ?? null,
    registeredAt: date(made.registeredAt),
    arrivedAt: date(made.receivedAt),
    refundedAt: date(made.refundedAt),
  };
}

/** What was booked, or why nothing was; undefined if there is no such order or return. */
function payload(service: ReturnService, verdict: ReturnVerdict | undefined) {
  if (verdict?.kind === 'booked')
    return { bookingId: verdict.row.id, return: graphqlReturn(service, verdict.made), userErrors: [] };
  const error =
    verdict === undefined
      ? { code: 'NOT_FOUND', message: 'There is no such order or return.' }
      : refusals[verdict.code];
  return { bookingId: null, return: null, userErrors: [{ ...error, field: null }] };
}
