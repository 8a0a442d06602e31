/** Changes of orders in the words of the GraphQL API; order-changes.graphql says them to machines. */
import { type Change, judgeChange } from '../changes.js';
import { replacementNumber } from '../ledger.js';
import type { Order } from '../order.js';
import type { OrderService } from '../order-service.js';
import { isSoldOut, variantsOf } from '../products.js';
import { graphqlOrder, money } from './order.js';
import { type Keyed, reasons, told, unknownOrder } from './resolvers.js';

/** Arguments as the schema has checked them. */
interface LineItemsInput extends Keyed {
  readonly lineItems: readonly {
    readonly id: string;
    readonly quantity: number;
    readonly sku?: string | null;
  }[];
}

interface AddressInput extends Keyed {
  readonly address: Readonly<Record<'name' | 'street' | 'zip' | 'city' | 'countryCode', string>>;
}

interface NoteInput extends Keyed {
  readonly text: string;
}

interface ReplaceInput extends LineItemsInput {
  readonly reason: keyof typeof reasons;
}

interface VariantsAsked {
  readonly orderId: string;
  readonly lineItemId: string;
}

const linesOf = ({ lineItems }: LineItemsInput) =>
  lineItems.map(({ id, quantity, sku }) => ({ id, quantity, ...(typeof sku === 'string' ? { sku } : {}) }));

const replacement = (input: ReplaceInput): Change => ({
  kind: 'ersatz',
  lines: linesOf(input),
  reason: reasons[input.reason],
});

function newAddress({ address: { name, street, zip, city, countryCode } }: AddressInput): Change {
  return { kind: 'adresse', address: { name, street, postcode: zip, city, country: countryCode } };
}

/** The roots that changes of orders add to the schema. */
export const changeResolvers = (service: OrderService) => ({
  variants: ({ orderId, lineItemId }: VariantsAsked) => variants(service.byId(orderId), lineItemId),
  replacementQuote: ({ input }: { input: ReplaceInput }) => {
    const order = service.byId(input.orderId);
    return order === undefined ? null : quote(order, replacement(input));
  },
  orderLineItemsChange: ({ input }: { input: LineItemsInput }) =>
    changed(service, input, { kind: 'positionen', lines: linesOf(input) }),
  orderAddressChange: ({ input }: { input: AddressInput }) => changed(service, input, newAddress(input)),
  orderNoteAdd: ({ input }: { input: NoteInput }) =>
    changed(service, input, { kind: 'notiz', text: input.text }),
  orderReplace: ({ input }: { input: ReplaceInput }) => {
    const end = booked(service, input, replacement(input));
    return 'cents' in end
      ? { replacementNumber: replacementNumber(end), worth: money(end.cents), userErrors: [] }
      : { replacementNumber: null, worth: null, userErrors: [end] };
  },
});

function variants(order: Order | undefined, lineItemId: string) {
  const line = order?.lines.find(({ id }) => id === lineItemId);
  const found = line === undefined ? [] : variantsOf(line.sku);
  return found.map(({ sku, name, form, cents }) => ({
    ...{ sku, title: name, option: form, unitPrice: money(cents) },
    availableForSale: !isSoldOut(sku),
  }));
}

function quote(order: Order, change: Change) {
  const worth = judgeChange(order, change);
  const refunded = money(order.refundedCents);
  if (typeof worth === 'number') return { verdict: 'REPLACEABLE', worth: money(worth), refunded };
  const verdict = worth === 'AUSVERKAUFT' ? 'OUT_OF_STOCK' : 'NOT_REPLACEABLE';
  return { verdict, worth: null, refunded };
}

function booked(service: OrderService, { orderId, idempotencyKey }: Keyed, change: Change) {
  const order = service.byId(orderId);
  return order === undefined
    ? unknownOrder
    : told(service.change(order, change, idempotencyKey ?? undefined));
}

function changed(service: OrderService, input: Keyed, change: Change) {
  const end = booked(service, input, change);
  if (!('cents' in end)) return { bookingId: null, order: null, userErrors: [end] };
  const order = service.byId(input.orderId);
  return { bookingId: end.id, order: order && graphqlOrder(order), userErrors: [] };
}
