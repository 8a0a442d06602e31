/** What became of money that was paid back, in business fields (DESIGN §9, Refund). */
import { z } from 'zod';
import { refundReasons } from '../../contracts/refund-reason.js';
import { type FieldMeta, moment, named, ref, text } from '../field.js';
import { Money } from '../money.js';

/** Why money is paid back, or an order changed; the shop's own words are mapped in the connection. */
export const RefundReason = named('refund_reason', refundReasons);

/** States of a refund, the same for every system. */
export const RefundStatus = named('refund_status', ['pending', 'done', 'failed', 'cancelled', 'other']);

/** One refund of an order, as the system that pays knows it. */
export const Refund = z
  .object({
    ref: ref(),
    amount: Money,
    status: RefundStatus,
    statusText: text().optional(),
    createdAt: moment().optional(),
    expectedAt: moment().optional(),
    bankReference: text('personal').optional(),
  })
  .meta({ type: 'record', name: 'Refund' } satisfies FieldMeta);

/** One refund of an order. */
export type Refund = z.infer<typeof Refund>;
