/** The shop's order book, made from a seed: the same seed and day give the same book in every process. */
import { Calendar } from './dates.js';
import { type OrderPlan, makeOrder } from './make-order.js';
import type { Customer, Order } from './order.js';
import { makeCustomers } from './people.js';
import type { PriceBand } from './products.js';
import { Random } from './random.js';
import { type Situation, situationNames } from './situations.js';

/** All customers and orders, with the situation that each order was made for. */
export interface OrderBook {
  readonly customers: readonly Customer[];
  /** Oldest first. */
  readonly orders: readonly Order[];
  /** Order id → its situation. */
  readonly situations: ReadonlyMap<string, Situation>;
}

/** The price bands that refunds are told apart by, in cents. */
export const bands = {
  below50: { from: 1_500, to: 4_999 },
  from60To190: { from: 6_000, to: 19_000 },
  above250: { from: 25_100, to: 60_000 },
} as const satisfies Record<string, PriceBand>;

const anyPrice: PriceBand = { from: 1_500, to: 45_000 };

/** Customers with a single order: situation, price band, how many. */
const singles: readonly (readonly [Situation, PriceBand, number])[] = [
  ['delivered', bands.below50, 12],
  ['delivered', bands.from60To190, 24],
  ['delivered', bands.above250, 8],
  ['two_parcels', anyPrice, 6],
  ['partly_shipped', anyPrice, 3],
  ['shipped', anyPrice, 4],
  ['open', anyPrice, 3],
  ['open_late', anyPrice, 2],
  ['packed', anyPrice, 3],
  ['late', anyPrice, 4],
  ['address_problem', anyPrice, 2],
  ['pickup', anyPrice, 2],
  ['delivered_in_two', anyPrice, 2],
  ['not_received', bands.from60To190, 4],
  ['partly_refunded', bands.from60To190, 2],
  ['cancelled', anyPrice, 2],
  ['coming_back', anyPrice, 2],
  ['returned', bands.from60To190, 3],
  ['refunded', anyPrice, 3],
];

/** Customers with exactly three orders that are easily told apart. */
const threesome: readonly (readonly [Situation, PriceBand])[] = [
  ['delivered', bands.below50],
  ['shipped', anyPrice],
  ['open', anyPrice],
];
const threesomes = 4;

/** Customers with more orders than a page of the shop's list holds, and with fewer. */
const regulars = 24;

function* planSingles(times: number): Generator<Omit<OrderPlan, 'customer'>[]> {
  for (const [situation, band, count] of singles) {
    for (let made = 0; made < count * times; made += 1) yield [{ situation, band }];
  }
}

function planRegular(random: Random): Omit<OrderPlan, 'customer'>[] {
  const several = (situation: Situation) => ({ situation, band: anyPrice });
  return Array.from({ length: random.between(4, 12) }, () =>
    several(random.chance(0.35) ? 'delivered' : random.pick(situationNames)),
  );
}

function planAll(random: Random, times: number): { customers: Customer[]; plans: OrderPlan[] } {
  const baskets = [
    ...planSingles(times),
    ...Array.from({ length: threesomes }, () => threesome.map(([situation, band]) => ({ situation, band }))),
    ...Array.from({ length: regulars }, () => planRegular(random)),
  ];
  const customers = makeCustomers(random, baskets.length);
  const plans = customers.flatMap((customer, index) =>
    (baskets[index] ?? []).map((plan) => ({ ...plan, customer })),
  );
  return { customers, plans };
}

/** Gives numbers that grow with the date; the old till wrote the number before it again, with a leading zero. */
function* makeNumbers(random: Random): Generator<string, never> {
  let counter = 10_014;
  for (;;) {
    counter += random.between(1, 9);
    yield String(counter);
    if (random.chance(0.12)) yield `0${counter}`;
  }
}

/** What an order book is made of. */
export interface BookOptions {
  readonly seed: number;
  /** Epoch milliseconds; matters by its Berlin day only, and to ids and amounts not even by that. */
  readonly now: number;
  /** How many times as many customers with a single order, or a subscription, as the demo's shop has. */
  readonly times?: number | undefined;
}

/** An order book. */
export function makeOrderBook({ seed, now, times = 1 }: BookOptions): OrderBook {
  const random = new Random(seed);
  const calendar = new Calendar(now);
  const { customers, plans } = planAll(random, times);
  const made = plans.map((plan) => ({ situation: plan.situation, order: makeOrder(random, calendar, plan) }));
  made.sort(
    (one, other) => one.order.orderedAt - other.order.orderedAt || (one.order.id < other.order.id ? -1 : 1),
  );
  const numbers = makeNumbers(random);
  return {
    customers,
    orders: made.map(({ order }) => ({ ...order, number: numbers.next().value })),
    situations: new Map(made.map(({ order, situation }) => [order.id, situation])),
  };
}
