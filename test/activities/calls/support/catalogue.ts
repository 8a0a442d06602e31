/** The operations of a scripted shop. */
import { Document } from '../../../../src/commerce/documents/document.js';
import { ref, text } from '../../../../src/commerce/field.js';
import { Money } from '../../../../src/commerce/money.js';
import type { Operation } from '../../../../src/commerce/operation.js';
import { Order } from '../../../../src/commerce/orders/order.js';

const common = {
  title: 'It',
  privacy: 'none',
  subject: 'record',
  inputs: { order: Order, amount: Money },
} as const;
/** By name; `payments.refund` is the catalogue's own, as events undo it. */
export const catalogue: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  [
    'shop.refund',
    {
      ...common,
      name: 'shop.refund',
      effect: 'money',
      guard: 'shop.quote',
      pays: 'to_customer',
      results: { done: {} },
    },
  ],
  [
    'payments.refund',
    {
      ...common,
      ...{ name: 'payments.refund', effect: 'money', guard: 'shop.quote', pays: 'to_customer' },
      results: { done: { refundRef: text().optional() } },
      reference: 'refundRef',
    },
  ],
  [
    'shop.label',
    {
      ...common,
      name: 'shop.label',
      effect: 'money',
      guard: 'shop.quote',
      pays: 'by_us',
      results: { done: { document: Document.optional() } },
    },
  ],
  [
    'shop.change',
    {
      ...common,
      ...{ name: 'shop.change', effect: 'write', guard: 'shop.quote', pays: 'by_customer' },
      inputs: { ...common.inputs, due: Money.optional() },
      results: { done: {} },
    },
  ],
  // No guard can be asked what is left.
  [
    'shop.reverse',
    {
      ...common,
      ...{ name: 'shop.reverse', effect: 'money', results: { done: {} } },
      inputs: { ...common.inputs, charge: ref() },
    },
  ],
  [
    'shop.cancel',
    {
      ...common,
      ...{ name: 'shop.cancel', effect: 'write', results: { done: { refunded: Money.optional() } } },
    },
  ],
  [
    'shop.quote',
    {
      ...common,
      name: 'shop.quote',
      effect: 'read',
      results: {
        refundable: { amount: Money, refunded: Money.optional(), due: Money.optional() },
        nothing_left: {},
      },
    },
  ],
]);
