/** Finds, in an order book, the customers and orders that a demo or a test tells a story of. */
import type { Customer, Order } from './order.js';
import { type OrderBook, bands } from './order-book.js';
import type { PriceBand } from './products.js';
import { type Situation, situationNames } from './situations.js';

/** A customer of a story. */
export interface StoryCustomer {
  readonly id: string;
  readonly mail: string;
  readonly name: string;
  readonly plz: string;
}

/** An order of a story, in the shop's own words; `id` is the opaque one. */
export interface StoryOrder {
  readonly customer: StoryCustomer;
  readonly id: string;
  readonly nummer: string;
  readonly betrag_cent: number;
  /** Names of what was ordered, a line each. */
  readonly bezeichnungen: readonly string[];
  /** How many of each, and what one of them costs. */
  readonly mengen: readonly number[];
  readonly preise_cent: readonly number[];
  readonly sendungsnummern: readonly string[];
}

/** A customer's three orders. */
interface ThreeOrders {
  readonly customer: StoryCustomer;
  readonly delivered: StoryOrder;
  readonly shipped: StoryOrder;
  readonly open: StoryOrder;
}

/** Orders by story. Unless said otherwise their customers differ, and have this one order only. */
export interface StoryOrders {
  /** Delivered, nothing paid back yet. */
  readonly refundable: Readonly<Record<keyof typeof bands, readonly StoryOrder[]>>;
  /** Customers with exactly these three orders; the delivered one costs less than 50 EUR and is refundable. */
  readonly threeOrders: readonly ThreeOrders[];
  /** Customers whose list of orders has several pages. */
  readonly manyOrders: readonly {
    readonly customer: StoryCustomer;
    readonly orders: readonly StoryOrder[];
  }[];
  /** Pairs of different customers' orders: `010023` and `10023`. */
  readonly leadingZero: readonly { readonly withZero: StoryOrder; readonly withoutZero: StoryOrder }[];
  /** Every other situation by its name. */
  readonly single: Readonly<Record<Situation, readonly StoryOrder[]>>;
}

const tellCustomer = ({ id, mail, name, address }: Customer): StoryCustomer => ({
  id,
  mail,
  name,
  plz: address.postcode,
});

const tellOrder = (order: Order): StoryOrder => ({
  customer: tellCustomer(order.customer),
  id: order.id,
  nummer: order.number,
  betrag_cent: order.totalCents,
  bezeichnungen: order.lines.map(({ name }) => name),
  mengen: order.lines.map(({ quantity }) => quantity),
  preise_cent: order.lines.map(({ cents }) => cents),
  sendungsnummern: order.parcels.map(({ code }) => code),
});

function byCustomer(orders: readonly Order[]): Map<Customer, Order[]> {
  const groups = new Map<Customer, Order[]>();
  for (const order of orders) groups.set(order.customer, [...(groups.get(order.customer) ?? []), order]);
  return groups;
}

function leadingZeros(orders: readonly Order[]): StoryOrders['leadingZero'] {
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  return orders.flatMap((withZero) => {
    const withoutZero = withZero.number.startsWith('0') ? byNumber.get(withZero.number.slice(1)) : undefined;
    if (withoutZero === undefined || withoutZero.customer === withZero.customer) return [];
    return [{ withZero: tellOrder(withZero), withoutZero: tellOrder(withoutZero) }];
  });
}

function threeOrders(book: OrderBook, [customer, orders]: [Customer, Order[]]): ThreeOrders[] {
  const inSituation = (situation: Situation) =>
    orders.find(({ id }) => book.situations.get(id) === situation);
  const [delivered, shipped, open] = [inSituation('delivered'), inSituation('shipped'), inSituation('open')];
  if (orders.length !== 3 || !delivered || !shipped || !open) return [];
  return [
    {
      customer: tellCustomer(customer),
      delivered: tellOrder(delivered),
      shipped: tellOrder(shipped),
      open: tellOrder(open),
    },
  ];
}

/** The orders that stories need; each kind exists in every book. */
export function storyOrders(book: OrderBook): StoryOrders {
  const groups = [...byCustomer(book.orders)];
  const lone = groups.flatMap(([, orders]) => (orders.length === 1 ? orders : []));
  const inSituation = (situation: Situation) =>
    lone.filter(({ id }) => book.situations.get(id) === situation).map(tellOrder);
  const refundable = ({ from, to }: PriceBand) =>
    inSituation('delivered').filter(({ betrag_cent }) => betrag_cent >= from && betrag_cent <= to);
  return {
    refundable: {
      below50: refundable(bands.below50),
      from60To190: refundable(bands.from60To190),
      above250: refundable(bands.above250),
    },
    threeOrders: groups.flatMap((group) => threeOrders(book, group)),
    manyOrders: groups
      .filter(([, orders]) => orders.length > 5)
      .map(([customer, orders]) => ({ customer: tellCustomer(customer), orders: orders.map(tellOrder) })),
    leadingZero: leadingZeros(book.orders),
    single: Object.fromEntries(
      situationNames.map((situation) => [situation, inSituation(situation)]),
    ) as Record<Situation, StoryOrder[]>, // made from all names, which fromEntries cannot tell
  };
}
