/** What the shop keeps of an order, before an API puts it into words of its own. */

/** The shop's states of an order. */
export type OrderStatus =
  'NEU' | 'GEPACKT' | 'TEILVERSAND' | 'VERSANDT' | 'ZUGESTELLT' | 'STORNIERT' | 'RETOURE' | 'ERSTATTET';

/** Why the shop pays back or sends once more. */
export const refundReasons = [
  'NICHT_ERHALTEN',
  'BESCHAEDIGT',
  'FALSCHER_ARTIKEL',
  'RETOURE',
  'WIDERRUF',
  'SONSTIGES',
] as const;

/** The shop's sales regions. */
export type Region = 'nord' | 'sued' | 'west' | 'ost';

/** Where a customer lives. */
export interface Address {
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Someone who has ordered. */
export interface Customer {
  /** Opaque, `k_…`. */
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly address: Address;
  readonly region: Region;
}

/** One line of an order. */
export interface Line {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  /** Price of one piece. */
  readonly cents: number;
  readonly status: 'OFFEN' | 'GEPACKT' | 'VERSANDT' | 'ZUGESTELLT' | 'STORNIERT' | 'RETOURE' | 'ERSTATTET';
  /** Tracking number of the parcel it is in. */
  readonly parcel?: string;
}

/** The carrier's states of a parcel. */
export const parcelStates = [
  ...(['ANGEKUENDIGT', 'BEREIT', 'UNTERWEGS', 'ABHOLBEREIT', 'ZUGESTELLT', 'PROBLEM', 'RUECKLAUF'] as const),
];

/** Such a state. */
export type ParcelState = (typeof parcelStates)[number];

/** What the carrier wrote down about a parcel, in words for its recipient. */
export interface Scan {
  readonly at: number;
  readonly city: string;
  readonly text: string;
}

/** A parcel as the carrier knows it; the shop shows less of it. */
export interface Parcel {
  /** `BL` and ten digits. */
  readonly code: string;
  readonly state: ParcelState;
  readonly dueAt: number;
  readonly shippedAt?: number;
  readonly deliveredAt?: number;
  /** Oldest first. */
  readonly scans: readonly Scan[];
}

/** Goods on their way back. */
export interface Return {
  readonly parcel: Parcel;
  readonly warehouse: 'UNTERWEGS' | 'EINGETROFFEN' | 'GEPRUEFT';
  readonly refund: 'OFFEN' | 'GEBUCHT';
}

/** An order; moments are epoch milliseconds, money is in cents of EUR. */
export interface Order {
  /** Opaque, `a_…`. */
  readonly id: string;
  /** What the customer knows: five digits, or six with a leading zero from the shop's old till. */
  readonly number: string;
  readonly customer: Customer;
  /** Where it is sent, if not to where the customer lives. */
  readonly deliverTo?: Address & { readonly name: string };
  readonly status: OrderStatus;
  readonly orderedAt: number;
  readonly shipPlannedAt?: number;
  readonly shippedAt?: number;
  readonly deliveryPlannedAt?: number;
  readonly deliveredAt?: number;
  readonly lines: readonly Line[];
  readonly parcels: readonly Parcel[];
  readonly returns: readonly Return[];
  readonly totalCents: number;
  readonly refundedCents: number;
  /** What has been sent once more. */
  readonly replacedCents?: number;
}

/** Where an order is sent, and to whom. */
export const destinationOf = ({ deliverTo, customer }: Order): Address & { readonly name: string } =>
  deliverTo ?? { name: customer.name, ...customer.address };
