/** The situations that customers write to a shop about, as recipes for orders. */
import type { OrderStatus, Return } from './order.js';
import type { Stage } from './parcels.js';

/** What an order is made of; see Situation. */
export interface Recipe {
  readonly status: OrderStatus;
  /** How many days ago it was ordered: from, to. */
  readonly age: readonly [number, number];
  /** Days from today until it should be shipped, where it has not been. */
  readonly shipPlanned?: number;
  /** Its parcels, each handed to the carrier so many days after the order. */
  readonly parcels: readonly { readonly stage: Stage; readonly after: number }[];
  readonly comingBack?: Pick<Return, 'warehouse' | 'refund'> & {
    readonly stage: Stage;
    readonly after: number;
  };
  /** What has been paid back already; nothing by default. */
  readonly paidBack?: 'a_quarter' | 'all';
}

/** Every situation by its name. */
export const situations = {
  open: { status: 'NEU', age: [1, 2], shipPlanned: 1, parcels: [] },
  open_late: { status: 'NEU', age: [7, 10], shipPlanned: -4, parcels: [] },
  packed: { status: 'GEPACKT', age: [2, 3], shipPlanned: 0, parcels: [{ stage: 'ready', after: 1 }] },
  partly_shipped: {
    status: 'TEILVERSAND',
    age: [3, 4],
    shipPlanned: 1,
    parcels: [
      { stage: 'on_its_way', after: 1 },
      { stage: 'announced', after: 2 },
    ],
  },
  shipped: { status: 'VERSANDT', age: [2, 3], parcels: [{ stage: 'on_its_way', after: 1 }] },
  two_parcels: {
    status: 'VERSANDT',
    age: [3, 3],
    parcels: [
      { stage: 'on_its_way', after: 1 },
      { stage: 'on_its_way', after: 2 },
    ],
  },
  late: { status: 'VERSANDT', age: [12, 18], parcels: [{ stage: 'stuck', after: 2 }] },
  address_problem: { status: 'VERSANDT', age: [6, 9], parcels: [{ stage: 'address_problem', after: 1 }] },
  pickup: { status: 'VERSANDT', age: [5, 7], parcels: [{ stage: 'pickup', after: 1 }] },
  delivered: { status: 'ZUGESTELLT', age: [6, 25], parcels: [{ stage: 'delivered', after: 1 }] },
  delivered_in_two: {
    status: 'ZUGESTELLT',
    age: [8, 25],
    parcels: [
      { stage: 'delivered', after: 1 },
      { stage: 'delivered', after: 3 },
    ],
  },
  not_received: { status: 'ZUGESTELLT', age: [7, 12], parcels: [{ stage: 'left_at_door', after: 1 }] },
  partly_refunded: {
    status: 'ZUGESTELLT',
    age: [10, 25],
    parcels: [{ stage: 'delivered', after: 1 }],
    paidBack: 'a_quarter',
  },
  cancelled: { status: 'STORNIERT', age: [3, 30], parcels: [], paidBack: 'all' },
  coming_back: {
    status: 'RETOURE',
    age: [9, 12],
    parcels: [{ stage: 'delivered', after: 1 }],
    comingBack: { stage: 'going_back', after: 7, warehouse: 'UNTERWEGS', refund: 'OFFEN' },
  },
  returned: {
    status: 'RETOURE',
    age: [14, 25],
    parcels: [{ stage: 'delivered', after: 1 }],
    comingBack: { stage: 'back', after: 8, warehouse: 'EINGETROFFEN', refund: 'OFFEN' },
  },
  refunded: {
    status: 'ERSTATTET',
    age: [18, 50],
    parcels: [{ stage: 'delivered', after: 1 }],
    comingBack: { stage: 'back', after: 8, warehouse: 'GEPRUEFT', refund: 'GEBUCHT' },
    paidBack: 'all',
  },
} as const satisfies Record<string, Recipe>;

/** The name of a situation. */
export type Situation = keyof typeof situations;

/** All situations, in the order of the table. */
export const situationNames = Object.keys(situations) as Situation[]; // the table's own keys
