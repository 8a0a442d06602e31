/** The canonical order that flows read, whatever the shop's own format (DESIGN §9). */
import { z } from 'zod';
import { Address } from '../address.js';
import { bool, type FieldMeta, integer, moment, named, ref, text } from '../field.js';
import { Money } from '../money.js';
import { Refund } from '../payments/refund.js';
import { Return } from '../returns/return.js';

/** States of an order; `other` keeps the system's own word in `statusText`. */
export const OrderStatus = named('order_status', [
  'open',
  'packed',
  'partly_shipped',
  'shipped',
  'delivered',
  'cancelled',
  'returned',
  'refunded',
  'other',
]);

/** One line of an order: `price` is that of one piece, `total` that of all its pieces, less what is taken off. */
export const OrderLine = z
  .object({
    ref: ref().optional(),
    name: text(),
    sku: text().optional(),
    variant: text().optional(),
    quantity: integer(),
    returnableQuantity: integer().optional(),
    imageUrl: text().optional(),
    price: Money.optional(),
    total: Money.optional(),
    status: text().optional(),
    trackingNumber: text('personal').optional(),
  })
  .meta({ type: 'record', name: 'OrderLine' } satisfies FieldMeta);

/** What shall be done with a line of an order: with how many pieces, or which other variant it shall be; `amount` is what they cost. */
export const ChosenLine = z
  .object({
    line: ref(),
    name: text(),
    quantity: integer(),
    sku: text().optional(),
    amount: Money.optional(),
  })
  .meta({ type: 'record', name: 'ChosenLine' } satisfies FieldMeta);

/** What a line of an order can be instead: `options` say what tells it apart, such as its colour and size. */
export const Variant = z
  .object({
    sku: text(),
    name: text(),
    options: text().optional(),
    price: Money.optional(),
    available: bool(),
  })
  .meta({ type: 'record', name: 'Variant' } satisfies FieldMeta);

/** A parcel of an order as the shop knows it; its scans come from the carrier. */
export const Shipment = z
  .object({
    ref: ref().optional(),
    carrier: text(),
    service: text().optional(),
    trackingNumber: text('personal'),
    trackingUrl: text('personal').optional(),
    status: text().optional(),
    shippedAt: moment().optional(),
    expectedDelivery: moment().optional(),
    lines: z.array(OrderLine).optional(),
  })
  .meta({ type: 'record', name: 'Shipment' } satisfies FieldMeta);

/** An order: `ref` is the system's own id, `number` what the customer knows, `amount` the total, `paymentRef` the payment's id at who took it. */
export const Order = z
  .object({
    ref: ref(),
    number: text(),
    customerRef: ref().optional(),
    customerEmail: text('personal').optional(),
    otherEmails: z.array(text('personal')).optional(),
    customerName: text('personal').optional(),
    shippingAddress: Address.optional(),
    createdAt: moment().optional(),
    amount: Money.optional(),
    paymentRef: ref().optional(),
    status: OrderStatus,
    statusText: text().optional(),
    type: text().optional(),
    region: text().optional(),
    shippedAt: moment().optional(),
    expectedShipDate: moment().optional(),
    expectedDeliveryDate: moment().optional(),
    deliveredAt: moment().optional(),
    cancellableUntil: moment().optional(),
    changeableUntil: moment().optional(),
    lines: z.array(OrderLine),
    shipments: z.array(Shipment),
    returns: z.array(Return),
    refunds: z.array(Refund).optional(),
    // Their types are for the merchant to declare and the connection to honour.
    custom: z
      .record(z.string(), z.union([z.string(), z.number().int(), z.boolean(), Money]))
      .optional()
      .meta({ type: 'record' } satisfies FieldMeta),
  })
  .meta({ type: 'record', name: 'Order' } satisfies FieldMeta);

/** An order in business fields. */
export type Order = z.infer<typeof Order>;
