/** Parcels and what the carrier's scanners wrote down about them, up to yesterday evening. */
import type { Calendar } from './dates.js';
import type { Parcel, ParcelState, Scan } from './order.js';
import type { Random } from './random.js';

/** How far a parcel has come, and what became of it. */
export type Stage =
  | 'announced'
  | 'ready'
  | 'on_its_way'
  | 'stuck'
  | 'address_problem'
  | 'pickup'
  | 'delivered'
  | 'left_at_door'
  | 'going_back'
  | 'back';

interface Step {
  /** Days after the parcel was handed to the carrier. */
  readonly day: number;
  readonly hour: number;
  readonly place: 'warehouse' | 'home';
  readonly text: string;
}

const warehouseCity = 'Hamburg';

const announced: Step = { day: 0, hour: 9, place: 'warehouse', text: 'The sender has announced the parcel' };
const arrived: Step = { day: 1, hour: 5, place: 'home', text: 'Arrived at the depot' };
const outForDelivery: Step = { day: 2, hour: 8, place: 'home', text: 'Out for delivery' };
const setOut: readonly Step[] = [
  announced,
  { day: 0, hour: 16, place: 'warehouse', text: 'Collected from the sender' },
  { day: 0, hour: 22, place: 'warehouse', text: 'Left the depot' },
  arrived,
];
const handedIn: Step = { day: 0, hour: 11, place: 'home', text: 'Handed in at the parcel shop as a return' };
const goingBack: Step = { day: 1, hour: 6, place: 'home', text: 'On its way back to the sender' };

const journeys: Readonly<Record<Stage, { state: ParcelState; steps: readonly Step[] }>> = {
  announced: { state: 'ANGEKUENDIGT', steps: [announced] },
  ready: {
    state: 'BEREIT',
    steps: [announced, { day: 0, hour: 12, place: 'warehouse', text: 'Packed and waiting for collection' }],
  },
  on_its_way: { state: 'UNTERWEGS', steps: setOut },
  stuck: {
    state: 'UNTERWEGS',
    steps: [
      ...setOut,
      { day: 3, hour: 7, place: 'home', text: 'Delayed: the parcel is waiting at the depot' },
    ],
  },
  address_problem: {
    state: 'PROBLEM',
    steps: [
      ...setOut,
      outForDelivery,
      { day: 2, hour: 15, place: 'home', text: 'Not delivered: the address was not found' },
    ],
  },
  pickup: {
    state: 'ABHOLBEREIT',
    steps: [
      ...setOut,
      outForDelivery,
      { day: 2, hour: 13, place: 'home', text: 'Nobody was at home' },
      { day: 2, hour: 17, place: 'home', text: 'Ready for pickup at the parcel shop' },
    ],
  },
  delivered: {
    state: 'ZUGESTELLT',
    steps: [
      ...setOut,
      outForDelivery,
      { day: 2, hour: 14, place: 'home', text: 'Delivered to the recipient' },
    ],
  },
  left_at_door: {
    state: 'ZUGESTELLT',
    steps: [...setOut, outForDelivery, { day: 2, hour: 11, place: 'home', text: 'Left at the front door' }],
  },
  going_back: { state: 'RUECKLAUF', steps: [handedIn, goingBack] },
  back: {
    state: 'ZUGESTELLT',
    steps: [handedIn, goingBack, { day: 2, hour: 9, place: 'warehouse', text: 'Delivered to the sender' }],
  },
};

/** What a parcel is made of; days count from today (see Calendar). */
export interface ParcelPlan {
  readonly stage: Stage;
  /** The day on which it was handed to the carrier or, if it was not yet, announced. */
  readonly day: number;
  readonly homeCity: string;
}

/** A parcel with all scans of its journey that are not later than yesterday. */
export function makeParcel(random: Random, calendar: Calendar, plan: ParcelPlan): Parcel {
  const { state, steps } = journeys[plan.stage];
  const scans: Scan[] = steps
    .filter((step) => plan.day + step.day < 0)
    .map(({ day, hour, place, text }) => ({
      at: calendar.at(plan.day + day, hour, random.between(0, 59)),
      city: place === 'home' ? plan.homeCity : warehouseCity,
      text,
    }));
  const waiting = plan.stage === 'announced' || plan.stage === 'ready';
  const last = scans.at(-1)?.at;
  return {
    code: `BL${random.code(10, '0123456789')}`,
    state,
    dueAt: calendar.at(waiting ? 3 : plan.day + 3, 18),
    ...(waiting ? {} : { shippedAt: calendar.at(plan.day, 16) }),
    ...(state === 'ZUGESTELLT' && last !== undefined ? { deliveredAt: last } : {}),
    scans,
  };
}
