/** Makes one order out of a situation's recipe. */
import type { Calendar } from './dates.js';
import type { Customer, Line, Order, OrderStatus, Parcel, ParcelState, Return } from './order.js';
import { makeParcel } from './parcels.js';
import { type PriceBand, makeBasket } from './products.js';
import type { Random } from './random.js';
import { type Recipe, type Situation, situations } from './situations.js';

const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Who orders what, roughly. */
export interface OrderPlan {
  readonly customer: Customer;
  readonly situation: Situation;
  readonly band: PriceBand;
  /** How many days ago it was ordered, from and to, where that is not the situation's. */
  readonly age?: readonly [number, number];
}

const lineStatusInParcel: Readonly<Record<ParcelState, Line['status']>> = {
  ANGEKUENDIGT: 'GEPACKT',
  BEREIT: 'GEPACKT',
  UNTERWEGS: 'VERSANDT',
  ABHOLBEREIT: 'VERSANDT',
  PROBLEM: 'VERSANDT',
  RUECKLAUF: 'RETOURE',
  ZUGESTELLT: 'ZUGESTELLT',
};

function lineStatus(order: OrderStatus, parcel: Parcel | undefined): Line['status'] {
  if (order === 'STORNIERT' || order === 'RETOURE' || order === 'ERSTATTET') return order;
  return parcel === undefined ? 'OFFEN' : lineStatusInParcel[parcel.state];
}

function makeLines(random: Random, band: PriceBand, status: OrderStatus, parcels: readonly Parcel[]): Line[] {
  return makeBasket(random, band, Math.max(1, parcels.length)).map(({ product, quantity }, index) => {
    const parcel = parcels[index % parcels.length];
    return {
      id: `p_${random.code(8, letters)}`,
      ...product,
      quantity,
      status: lineStatus(status, parcel),
      ...(parcel === undefined ? {} : { parcel: parcel.code }),
    };
  });
}

function makeReturns(
  random: Random,
  calendar: Calendar,
  { comingBack }: Recipe,
  origin: { day: number; homeCity: string },
): Return[] {
  if (comingBack === undefined) return [];
  const { stage, after, warehouse, refund } = comingBack;
  const day = origin.day + after;
  return [
    { parcel: makeParcel(random, calendar, { stage, day, homeCity: origin.homeCity }), warehouse, refund },
  ];
}

/** The dates that follow from the parcels; a date that is not known is absent. */
function makeDates(calendar: Calendar, { status, shipPlanned }: Recipe, parcels: readonly Parcel[]) {
  const shipped = parcels.flatMap(({ shippedAt }) => shippedAt ?? []);
  const delivered = parcels.flatMap(({ deliveredAt }) => deliveredAt ?? []);
  const due = parcels.map(({ dueAt }) => dueAt);
  if (shipPlanned !== undefined && due.length === 0) due.push(calendar.at(shipPlanned + 3, 18));
  return {
    ...(shipPlanned === undefined ? {} : { shipPlannedAt: calendar.at(shipPlanned, 17) }),
    ...(shipped.length === 0 ? {} : { shippedAt: Math.min(...shipped) }),
    ...(due.length === 0 || status === 'STORNIERT' ? {} : { deliveryPlannedAt: Math.max(...due) }),
    ...(delivered.length === 0 || delivered.length < parcels.length
      ? {}
      : { deliveredAt: Math.max(...delivered) }),
  };
}

const paidBackShare = { a_quarter: 0.25, all: 1 };

/** An order in the plan's situation; its number comes later, when all orders are sorted by age. */
export function makeOrder(random: Random, calendar: Calendar, plan: OrderPlan): Omit<Order, 'number'> {
  const recipe: Recipe = situations[plan.situation];
  const day = -random.between(...(plan.age ?? recipe.age));
  const homeCity = plan.customer.address.city;
  const parcels = recipe.parcels.map(({ stage, after }) =>
    makeParcel(random, calendar, { stage, day: day + after, homeCity }),
  );
  const lines = makeLines(random, plan.band, recipe.status, parcels);
  const totalCents = lines.reduce((sum, { cents, quantity }) => sum + cents * quantity, 0);
  const share = recipe.paidBack === undefined ? 0 : paidBackShare[recipe.paidBack];
  return {
    id: `a_${random.code(12, letters)}`,
    customer: plan.customer,
    status: recipe.status,
    orderedAt: calendar.at(day, random.between(7, 22), random.between(0, 59)),
    ...makeDates(calendar, recipe, parcels),
    lines,
    parcels,
    returns: makeReturns(random, calendar, recipe, { day, homeCity }),
    totalCents,
    refundedCents: Math.floor(totalCents * share),
  };
}
