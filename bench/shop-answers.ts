/** What a shop answers where none runs: one order with one parcel, always the same. */
import type { CallResult } from '../src/contracts/call-result.js';
import type { Json, JsonObject } from '../src/contracts/json.js';

const day = 24 * 60 * 60 * 1000;
const today = Date.UTC(2026, 10, 24, 12);
const amount = { minor: 1999, currency: 'EUR' };
const trackingNumber = 'BL000000001';

/** The order that every customer asks about. */
export const order = {
  ref: 'o-1',
  number: '10023',
  status: 'shipped',
  createdAt: today - 3 * day,
  expectedDeliveryDate: today + day,
  lines: [{ ref: 'l-1', name: 'Desk lamp', quantity: 1, price: amount }],
  amount,
  shipments: [{ carrier: 'blitz', trackingNumber }],
  returns: [],
} satisfies JsonObject;

const tracking = {
  trackingNumber,
  status: 'in_transit',
  expectedDelivery: today + day,
  events: ['Handed in', 'Left the depot', 'At the sorting centre'].map((description, index) => ({
    at: today - (3 - index) * 60_000,
    place: 'Berlin',
    description,
  })),
} satisfies JsonObject;

/** As it is worked out of the tracking: all is well. */
const delivery = { delayed: false, probablyLost: false, claimable: false, daysWithoutScan: 0 };

const answers: Readonly<Record<string, [result: string, outputs: Record<string, Json>]>> = {
  'orders.get': ['found', { order }],
  'payments.quote_refund': ['refundable', { amount }],
  'payments.refund': ['done', {}],
  'shipments.track': ['found', { tracking, delivery }],
};

/** How a call of an operation comes out. */
export function shopAnswer(operation: string): CallResult {
  const [result, outputs] = answers[operation] ?? [];
  if (result === undefined || outputs === undefined)
    throw new Error(`The shop of the bench has no ${operation}.`);
  return { outcome: 'done', result, outputs };
}
