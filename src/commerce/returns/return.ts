/** Goods on their way back, in business fields (DESIGN §9, Return). */
import { z } from 'zod';
import { Document } from '../documents/document.js';
import { type FieldMeta, integer, moment, named, ref, text } from '../field.js';
import { Money } from '../money.js';

/** States of a return; `other` keeps the system's own word in `statusText`. */
export const ReturnStatus = named('return_status', [
  'requested',
  'approved',
  'label_created',
  'in_transit',
  'received',
  'inspected',
  'refunded',
  'rejected',
  'cancelled',
  'other',
]);

/** What comes back of one line of an order; `reason` is the shop's own word. */
export const ReturnLine = z
  .object({
    ref: ref().optional(),
    name: text(),
    sku: text().optional(),
    quantity: integer(),
    reason: text().optional(),
  })
  .meta({ type: 'record', name: 'ReturnLine' } satisfies FieldMeta);

/** A return of an order: `number` is what the customer knows, `amount` what is paid back for it. */
export const Return = z
  .object({
    ref: ref().optional(),
    number: text().optional(),
    status: ReturnStatus.optional(),
    statusText: text().optional(),
    lines: z.array(ReturnLine).optional(),
    carrier: text().optional(),
    trackingNumber: text('personal').optional(),
    label: Document.optional(),
    warehouseStatus: text().optional(),
    refundStatus: text().optional(),
    createdAt: moment().optional(),
    receivedAt: moment().optional(),
    refundedAt: moment().optional(),
    amount: Money.optional(),
  })
  .meta({ type: 'record', name: 'Return' } satisfies FieldMeta);
