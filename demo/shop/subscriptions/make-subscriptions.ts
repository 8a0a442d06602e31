/** The shop's subscriptions, made from a seed like its order book, for customers of that book. */
import { Calendar } from '../dates.js';
import type { BookOptions, OrderBook } from '../order-book.js';
import { Random } from '../random.js';
import { type Plan, plans, type Subscription } from './subscription.js';

type Made = Omit<Subscription, 'id' | 'number' | 'customer' | 'plan'>;

interface Making {
  readonly calendar: Calendar;
  readonly plan: Plan;
  readonly charge: { id: string; cents: number };
}

/** One that runs: charged `ago` days before today, next delivery in `next` days. */
function running({ calendar, charge }: Making, ago: number, next: number): Made {
  const at = calendar.at(-ago, 6);
  return {
    status: 'AKTIV',
    startedAt: calendar.at(-200, 10),
    boundUntil: calendar.at(-20, 0),
    lastAt: at,
    nextAt: calendar.at(next, 6),
    charge: { ...charge, at, refundedCents: 0 },
  };
}

/** What a subscription in each situation is like. */
export const subscriptionSituations = {
  active: (making) => running(making, 9, 21),
  ships_tomorrow: (making) => running(making, 29, 1),
  bound: (making) => ({ ...running(making, 9, 21), boundUntil: making.calendar.at(80, 0) }),
  paused: (making) => ({
    ...running(making, 40, 30),
    status: 'PAUSIERT',
    pausedUntil: making.calendar.at(30, 0),
  }),
  cancelled: (making) => ({
    ...running(making, 12, 0),
    status: 'GEKUENDIGT',
    cancelledAt: making.calendar.at(-3, 14),
    endsAt: making.calendar.at(18, 0),
  }),
  expired: (making) => ({
    ...running(making, 70, 0),
    status: 'ABGELAUFEN',
    endsAt: making.calendar.at(-40, 0),
  }),
  unpaid: (making) => ({ ...running(making, 40, 0), status: 'ZAHLUNG_OFFEN' }),
  charge_refunded: (making) => {
    const made = running(making, 9, 21);
    return made.charge ? { ...made, charge: { ...made.charge, refundedCents: made.charge.cents } } : made;
  },
} as const satisfies Record<string, (making: Making) => Made>;

/** The name of a situation. */
export type SubscriptionSituation = keyof typeof subscriptionSituations;

/** Customers with these subscriptions each, in turn. */
const baskets: readonly (readonly SubscriptionSituation[])[] = [
  ...Array.from({ length: 8 }, () => ['active'] as const),
  ...Array.from({ length: 2 }, () => ['active', 'paused', 'cancelled'] as const),
  ...(Object.keys(subscriptionSituations) as SubscriptionSituation[]).map((name) => [name] as const), // the table's own keys
  ...Array.from({ length: 3 }, () => ['paused'] as const),
];

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Subscriptions, each with the situation that it was made for. */
export interface SubscriptionBook {
  readonly subscriptions: readonly Subscription[];
  /** Subscription id → its situation. */
  readonly situations: ReadonlyMap<string, SubscriptionSituation>;
}

/** A book of subscriptions; its own generator leaves the order book as it is. */
export function makeSubscriptions(
  { customers }: Pick<OrderBook, 'customers'>,
  { seed, now, times = 1 }: BookOptions,
): SubscriptionBook {
  const random = new Random(seed + 1_000_003);
  const calendar = new Calendar(now);
  let number = 70_200;
  const all = Array.from({ length: times }, () => baskets).flat();
  const made = all.flatMap((names, index) => {
    const customer = customers[index];
    if (customer === undefined) return [];
    return names.map((situation) => {
      number += random.between(1, 9);
      // The dearest one is nobody's yet, so that everybody can change to it.
      const plan = random.pick(plans.slice(0, -1));
      const charge = { id: `z_${random.code(10, letters)}`, cents: plan.cents };
      const subscription: Subscription = {
        ...{ id: `b_${random.code(12, letters)}`, number: `ABO-${number}`, customer, plan },
        ...subscriptionSituations[situation]({ calendar, plan, charge }),
      };
      return { subscription, situation };
    });
  });
  return {
    subscriptions: made.map(({ subscription }) => subscription),
    situations: new Map(made.map(({ subscription, situation }) => [subscription.id, situation])),
  };
}
