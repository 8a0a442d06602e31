/** Where the parts of an order and tracking data are looked for, by the names of shops and carriers. */
import { type NameTable, field, type FieldNames } from './order-field-names.js';
import { namesOf } from './vocabularies/index.js';

/** Lists in an order. */
export const listNames = {
  lines: namesOf('order.lines'),
  shipments: namesOf('order.shipments'),
  returns: namesOf('order.returns'),
} as const;

/** Single values of a line of an order. */
export const lineNames: NameTable = {
  ref: field('line.ref', 1),
  name: field(
    'line.name',
    2,
    /option|attribute|variation|categor|tax|discount|promotion|price|bundle|additional/,
  ),
  sku: field('line.sku', 2),
  quantity: field('line.quantity', 2, /price|tax|discount|refund|cancel|stock/),
  imageUrl: field('line.imageUrl', 2),
  status: field('line.status', 1),
  trackingNumber: field('line.trackingNumber', 2),
};

/** The price of one piece. */
export const linePrice: FieldNames = field('line.price', 1);

/** Single values of a shipment of an order. */
export const shipmentNames: NameTable = {
  carrier: field('shipment.carrier', 3, /address|destination|recipient|origin|order\./),
  trackingNumber: field('shipment.trackingNumber', 2, /order|customer|invoice/),
  trackingUrl: field('shipment.trackingUrl', 2),
  status: field('shipment.status', 1),
  shippedAt: field('shipment.shippedAt', 1),
};

/** Single values of a return. */
export const returnNames: NameTable = {
  trackingNumber: field('return.trackingNumber', 2),
  warehouseStatus: field('return.warehouseStatus', 1),
  refundStatus: field('return.refundStatus', 1),
};

const ofScans = /activity|event|milestone|alternate/;

/** Single values of a carrier's tracking data. */
export const trackingNames: NameTable = {
  trackingNumber: field('tracking.trackingNumber', 1),
  carrier: field('tracking.carrier', 2),
  status: field('tracking.status', 2, ofScans),
  statusText: field('tracking.statusText', 2, ofScans),
  url: field('tracking.url', 1),
  expectedDelivery: field('tracking.expectedDelivery', 2, /activity|event|time$/),
};

/** Lists of scans. */
export const eventLists = namesOf('tracking.events');

/** Single values of a scan. */
export const eventNames: NameTable = {
  at: field('event.at', 1),
  place: field('event.place', 3),
  description: field('event.description', 2, /location|address/),
};

/** The value inside an amount. */
export const moneyValue = namesOf('money.value');

/** The currency beside or inside an amount. */
export const currencyNames = namesOf('money.currency');
