/** An order in the words of the GraphQL API: English, as the newest of the shop's API styles has them. */
import { imageUrl, trackingUrl } from '../links.js';
import { type Customer, destinationOf, type Line, type Order, type Parcel, type Return } from '../order.js';
import { type PageAsked, page } from './page.js';

const statuses = {
  NEU: 'PLACED',
  GEPACKT: 'PACKED',
  TEILVERSAND: 'PARTIALLY_FULFILLED',
  VERSANDT: 'FULFILLED',
  ZUGESTELLT: 'DELIVERED',
  STORNIERT: 'CANCELED',
  RETOURE: 'RETURNED',
  ERSTATTET: 'REFUNDED',
} as const satisfies Record<Order['status'], string>;

const lineStatuses = { ...statuses, OFFEN: 'PLACED' } as const satisfies Record<Line['status'], string>;

const parcelStatuses = {
  ANGEKUENDIGT: 'ANNOUNCED',
  BEREIT: 'ANNOUNCED',
  UNTERWEGS: 'SHIPPED',
  ABHOLBEREIT: 'SHIPPED',
  PROBLEM: 'SHIPPED',
  RUECKLAUF: 'RETURNING',
  ZUGESTELLT: 'DELIVERED',
} as const satisfies Record<Parcel['state'], string>;

const warehouseStatuses = {
  UNTERWEGS: 'IN_TRANSIT',
  EINGETROFFEN: 'ARRIVED',
  GEPRUEFT: 'CHECKED',
} as const satisfies Record<Return['warehouse'], string>;

const regions = { nord: 'north', sued: 'south', west: 'west', ost: 'east' } as const satisfies Record<
  Customer['region'],
  string
>;

/** Cents as `Money`. */
export const money = (cents: number) => ({
  amount: `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
  currencyCode: 'EUR',
});

/** A moment as `DateTime`; null where it is not known. */
export const date = (moment: number | undefined): string | null =>
  moment === undefined ? null : new Date(moment).toISOString();

const lineItem = ({ id, sku, name, quantity, cents, status, parcel }: Line) => ({
  id,
  sku,
  title: name,
  quantity,
  unitPrice: money(cents),
  imageUrl: imageUrl(sku),
  status: lineStatuses[status],
  trackingNumber: parcel ?? null,
});

const shipment = ({ code, state, shippedAt }: Parcel) => ({
  carrier: 'blitz',
  trackingNumber: code,
  trackingUrl: trackingUrl(code),
  status: parcelStatuses[state],
  shippedAt: date(shippedAt),
});

const returned = ({ parcel, warehouse, refund }: Return) => ({
  trackingNumber: parcel.code,
  warehouseStatus: warehouseStatuses[warehouse],
  refundStatus: refund === 'GEBUCHT' ? 'BOOKED' : 'PENDING',
});

/** A customer, and where something goes for them. */
export const person = (
  { id, name, mail }: Customer,
  { name: receiver, street, postcode, city, country }: ReturnType<typeof destinationOf>,
) => ({
  customer: { id, displayName: name, email: mail },
  shippingAddress: { name: receiver, street, zip: postcode, city, countryCode: country },
});

const dates = (order: Order) => ({
  createdAt: date(order.orderedAt),
  shippedAt: date(order.shippedAt),
  expectedShipAt: date(order.shipPlannedAt),
  expectedDeliveryAt: date(order.deliveryPlannedAt),
  deliveredAt: date(order.deliveredAt),
});

/** The type `Order`; what is not known is null. */
export const graphqlOrder = (order: Order) => ({
  __typename: 'Order',
  id: order.id,
  number: order.number,
  ...person(order.customer, destinationOf(order)),
  status: statuses[order.status],
  ...dates(order),
  total: money(order.totalCents),
  totalRefunded: money(order.refundedCents),
  salesRegion: regions[order.customer.region],
  lineItems: (asked: PageAsked) => page(order.lines.map(lineItem), asked),
  shipments: order.parcels.map(shipment),
  returns: order.returns.map(returned),
});
