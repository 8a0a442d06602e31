/** Every operation that changes something: a record of the demo's shop that it can be done to, and with what. */
import type { Order as ShopOrder } from '../../../../demo/shop/order.js';
import type { SubscriptionSituation } from '../../../../demo/shop/subscriptions/make-subscriptions.js';
import type { Shop } from '../../../../demo/shop/shop.js';
import type { Order } from '../../../../src/commerce/orders/order.js';
import type { Effect } from '../../../../src/contracts/effect.js';
import type { JsonObject } from '../../../../src/contracts/json.js';

/** Asks a system something. */
export type Read = (operation: string, inputs: JsonObject) => Promise<JsonObject>;

/** A record as a run holds it, and what its owner knows. */
export interface Owned {
  kind: 'order' | 'subscription';
  record: JsonObject;
  number: string;
  email: string;
  customerRef: string;
}

/** One operation that writes. */
export interface Write {
  operation: string;
  effect: Exclude<Effect, 'read'>;
  kind: Owned['kind'];
  /** Numbers of records of different customers to which it can be done. */
  numbers(shop: Shop): string[];
  /** What it says of such a record, beside the record. */
  inputs(record: JsonObject, read: Read): JsonObject | Promise<JsonObject>;
}

const dayMs = 86_400_000;
const address = { name: 'Ada', street: 'Neuer Weg 2', postcode: '20095', city: 'Hamburg', country: 'DE' };

const orders =
  (fits: (order: ShopOrder) => boolean) =>
  ({ book }: Shop): string[] => {
    const fitting = book.orders.filter((order) => order.refundedCents === 0 && fits(order));
    return fitting
      .filter(({ customer }, at) => fitting.findIndex((each) => each.customer.mail === customer.mail) === at)
      .map(({ number }) => number);
  };

const subscriptions =
  (situation: SubscriptionSituation) =>
  ({ subscriptions: book }: Shop): string[] =>
    book.subscriptions.filter(({ id }) => book.situations.get(id) === situation).map(({ number }) => number);

const isOpen = ({ status, lines }: ShopOrder): boolean => status === 'NEU' && lines.length > 1;
const isDelivered = ({ status, lines, totalCents }: ShopOrder): boolean =>
  status === 'ZUGESTELLT' && lines.length === 1 && totalCents < 20_000 && lines[0]?.sku !== 'GA-3004';

const isReturnable = ({ status, lines, deliveredAt = 0 }: ShopOrder): boolean =>
  status === 'ZUGESTELLT' && lines.length > 1 && deliveredAt > Date.now() - 12 * dayMs;
const isComingBack = ({ returns: [parcel] }: ShopOrder): boolean => parcel?.warehouse === 'UNTERWEGS';
const isLate = ({ status, orderedAt }: ShopOrder): boolean =>
  status === 'VERSANDT' && orderedAt < Date.now() - 11 * dayMs;

const lineOf = (record: JsonObject, quantity?: number): JsonObject[] => {
  const [line] = (record as unknown as Order).lines;
  return [{ line: line?.ref ?? '', name: line?.name ?? '', quantity: quantity ?? line?.quantity ?? 0 }];
};

const onOrder = (
  name: string,
  effect: Write['effect'],
  fits: (order: ShopOrder) => boolean,
  inputs: Write['inputs'],
): Write => ({ operation: name, effect, kind: 'order', numbers: orders(fits), inputs });

const onSubscription = (
  name: string,
  inputs: Write['inputs'],
  effect: Write['effect'] = 'write',
  situation: SubscriptionSituation = 'active',
): Write => ({ operation: name, effect, kind: 'subscription', numbers: subscriptions(situation), inputs });

/** All of them, as the demo binds them. */
export const writes: readonly Write[] = [
  onOrder('orders.cancel', 'money', isOpen, () => ({ reason: 'changed_mind' })),
  onOrder('orders.change_lines', 'write', isOpen, (order) => ({ lines: lineOf(order, 0) })),
  onOrder('orders.change_address', 'write', isOpen, () => ({ address })),
  onOrder('orders.replace', 'money', isDelivered, (order) => ({
    ...{ lines: lineOf(order), reason: 'damaged', amount: order['amount'] ?? null },
  })),
  onOrder('orders.add_note', 'write', isOpen, () => ({ text: 'Please ring the bell.' })),
  onOrder('returns.create', 'write', isReturnable, async (order, read) => {
    const { fee = null } = await read('returns.quote', { order });
    return { lines: lineOf(order, 1), reason: 'changed_mind', fee };
  }),
  onOrder('returns.cancel', 'write', isComingBack, async (order, read) => {
    const { returns } = await read('returns.find', { order });
    return { return: (returns as JsonObject[])[0] ?? null };
  }),
  onOrder('returns.label', 'write', isReturnable, (order) => ({ lines: lineOf(order, 1), form: 'label' })),
  onOrder('shipments.open_investigation', 'write', isLate, (order) => ({
    ...{ shipment: (order['shipments'] as JsonObject[])[0] ?? null, reason: 'lost' },
  })),
  onOrder('payments.refund', 'money', isDelivered, (order) => ({
    ...{ amount: order['amount'] ?? null, reason: 'damaged' },
  })),
  onSubscription('subscriptions.cancel', () => ({ at: 'period_end' })),
  onSubscription('subscriptions.pause', () => ({
    until: new Date(Date.now() + 30 * dayMs).toISOString().slice(0, 10),
  })),
  onSubscription('subscriptions.resume', () => ({}), 'write', 'paused'),
  onSubscription('subscriptions.skip', () => ({})),
  onSubscription('subscriptions.change', async (subscription, read) => {
    const { plans } = await read('subscriptions.plans', { subscription });
    const [plan = null] = plans as JsonObject[];
    const { amount = null } = await read('subscriptions.quote_change', { subscription, plan });
    return { plan, amount };
  }),
  onSubscription(
    'subscriptions.refund',
    async (subscription, read) => {
      const { amount = null, charge = null } = await read('subscriptions.quote_refund', { subscription });
      return { amount, charge, reason: 'changed_mind' };
    },
    'money',
  ),
];
