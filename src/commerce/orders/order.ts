/** The canonical order that flows read, whatever the shop's own format (DESIGN §9). */
import { z } from 'zod';
import { Address } from '../address.js';
import { type FieldMeta, integer, moment, named, ref, text } from '../field.js';
import { Money } from '../money.js';

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

/** One line of an order. */
export const OrderLine = z
  .object({
    ref: ref().optional(),
    name: text(),
    sku: text().optional(),
    quantity: integer(),
    imageUrl: text().optional(),
    price: Money.optional(),
    status: text().optional(),
    trackingNumber: text('personal').optional(),
  })
  .meta({ type: 'record', name: 'OrderLine' } satisfies FieldMeta);

/** A parcel of an order as the shop knows it; its scans come from the carrier. */
export const Shipment = z
  .object({
    carrier: text(),
    trackingNumber: text('personal'),
    trackingUrl: text('personal').optional(),
    status: text().optional(),
    shippedAt: moment().optional(),
    lines: z.array(OrderLine).optional(),
  })
  .meta({ type: 'record', name: 'Shipment' } satisfies FieldMeta);

/** A return of an order. */
export const Return = z
  .object({
    trackingNumber: text('personal').optional(),
    warehouseStatus: text().optional(),
    refundStatus: text().optional(),
  })
  .meta({ type: 'record', name: 'Return' } satisfies FieldMeta);

/** An order: `ref` is the system's own id, `number` what the customer knows, `amount` the total. */
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
    status: OrderStatus,
    statusText: text().optional(),
    type: text().optional(),
    region: text().optional(),
    shippedAt: moment().optional(),
    expectedShipDate: moment().optional(),
    expectedDeliveryDate: moment().optional(),
    deliveredAt: moment().optional(),
    lines: z.array(OrderLine),
    shipments: z.array(Shipment),
    returns: z.array(Return),
    // Their types are for the merchant to declare and the connection to honour.
    custom: z
      .record(z.string(), z.union([z.string(), z.number().int(), z.boolean(), Money]))
      .optional()
      .meta({ type: 'record' } satisfies FieldMeta),
  })
  .meta({ type: 'record', name: 'Order' } satisfies FieldMeta);

/** An order in business fields. */
export type Order = z.infer<typeof Order>;
