/** The canonical subscription that flows read, whatever the shop's own format (DESIGN §9). */
import { z } from 'zod';
import { Address } from '../address.js';
import { type FieldMeta, integer, moment, named, ref, text } from '../field.js';
import { Money } from '../money.js';
import { OrderLine } from '../orders/order.js';

/** States of a subscription; `other` keeps the system's own word in `statusText`. */
export const SubscriptionStatus = named('subscription_status', [
  'active',
  'paused',
  'cancelled',
  'expired',
  'failed',
  'other',
]);

/** How often a subscription delivers or charges: every so many units. */
export const Frequency = z
  .object({ every: integer(), unit: named('frequency_unit', ['day', 'week', 'month', 'year']) })
  .meta({ type: 'record', name: 'Frequency' } satisfies FieldMeta);

/** What a subscription can be changed to. */
export const SubscriptionPlan = z
  .object({ ref: ref(), name: text(), price: Money, frequency: Frequency.optional() })
  .meta({ type: 'record', name: 'SubscriptionPlan' } satisfies FieldMeta);

/** A subscription: `ref` is the system's own id, `number` what the customer knows, `price` what each period costs. */
export const Subscription = z
  .object({
    ref: ref(),
    number: text(),
    name: text(),
    customerRef: ref().optional(),
    customerEmail: text('personal').optional(),
    customerName: text('personal').optional(),
    shippingAddress: Address.optional(),
    status: SubscriptionStatus,
    statusText: text().optional(),
    createdAt: moment().optional(),
    startedAt: moment().optional(),
    cancelledAt: moment().optional(),
    refundedAt: moment().optional(),
    cancelReason: text().optional(),
    products: z.array(OrderLine),
    lastOrderAt: moment().optional(),
    nextOrderAt: moment().optional(),
    frequency: Frequency.optional(),
    price: Money.optional(),
    pausedUntil: moment().optional(),
    endsAt: moment().optional(),
  })
  .meta({ type: 'record', name: 'Subscription' } satisfies FieldMeta);
