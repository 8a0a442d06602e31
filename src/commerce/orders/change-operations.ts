/** Operations that change orders, and what must be asked before (DESIGN §21). */
import { z } from 'zod';
import { Address } from '../address.js';
import { ref, text } from '../field.js';
import { Money } from '../money.js';
import { RefundReason } from '../payments/refund.js';
import type { Operation } from '../operation.js';
import { ChosenLine, Order, Variant } from './order.js';

/** What systems refuse that change an order, whatever the change is. */
const gone = ['already_shipped', 'already_cancelled', 'write_open'] as const;

/** Cancels an order wholly; a shop whose cancel pays back raises its effect to `money`. */
export const ordersCancel: Operation = {
  name: 'orders.cancel',
  title: 'Cancel an order',
  effect: 'write',
  privacy: 'customer_data',
  inputs: { order: Order, reason: RefundReason },
  results: { done: { cancelRef: text().optional(), refunded: Money.optional() } },
  subject: 'record',
  guard: 'payments.quote_refund',
  pays: 'to_customer',
  // What it pays back is owed because it cancels.
  grounds: [{ reason: 'cancelled', holds: () => true }],
  reference: 'cancelRef',
  imports: {
    names: [
      /^(order_?cancel|cancel_?orders?|cancel)$/i,
      /^POST .*orders?\/\{\}\/(cancel|cancellations?)$/i,
      /^(auftrag|bestellung)_?stornieren$|^storno$/i,
    ],
    inputs: [
      [/idempoten/, '${idempotencyKey}'],
      [
        /^(order)?(id|no|nr|number|key|ref|uuid|gid)$|order(id|no|number|ref)$|auftrags?id$/,
        '${inputs.order.ref}',
      ],
    ],
    gives: 'cancellation',
  },
  refusals: [...gone, 'partly_shipped', 'not_cancellable', 'not_permitted', 'money_open'],
};

/** Sets how many pieces of some lines an order has, 0 for none; lines that are not named stay. */
export const ordersChangeLines: Operation = {
  name: 'orders.change_lines',
  title: 'Change the lines of an order',
  effect: 'write',
  privacy: 'customer_data',
  inputs: { order: Order, lines: z.array(ChosenLine) },
  results: { done: { order: Order.optional() } },
  subject: 'record',
  refusals: [...gone, 'not_changeable', 'out_of_stock'],
};

/** Sends an order somewhere else, as long as it has not left. */
export const ordersChangeAddress: Operation = {
  name: 'orders.change_address',
  title: 'Change the delivery address of an order',
  effect: 'write',
  privacy: 'customer_data',
  inputs: { order: Order, address: Address },
  results: { done: { order: Order.optional() } },
  subject: 'record',
  refusals: [...gone, 'address_invalid', 'other_country', 'not_changeable'],
};

/** What a line of an order could be instead. */
export const ordersVariants: Operation = {
  name: 'orders.variants',
  title: 'List the variants of an order line',
  effect: 'read',
  privacy: 'customer_data',
  inputs: { order: Order, line: ref() },
  results: { found: { variants: z.array(Variant) }, none: {} },
  subject: 'record',
  empty: 'none',
};

/** Whether lines can be sent once more, and what they are worth; `refunded` is what has been paid back. */
export const ordersQuoteReplacement: Operation = {
  name: 'orders.quote_replacement',
  title: 'Check whether order lines can be replaced',
  effect: 'read',
  privacy: 'customer_data',
  inputs: { order: Order, lines: z.array(ChosenLine), reason: RefundReason, address: Address.optional() },
  results: {
    replaceable: { amount: Money, refunded: Money.optional() },
    out_of_stock: {},
    not_replaceable: {},
  },
  subject: 'record',
  empty: 'not_replaceable',
  withoutAmount: () => ({ result: 'not_replaceable', outputs: {} }),
};

/** Sends lines of an order once more; `amount` is what they are worth, which nobody pays again. */
export const ordersReplace: Operation = {
  name: 'orders.replace',
  title: 'Send a replacement',
  effect: 'money',
  privacy: 'customer_data',
  inputs: {
    order: Order,
    lines: z.array(ChosenLine),
    reason: RefundReason,
    address: Address.optional(),
    amount: Money,
  },
  results: { done: { replacementNumber: text().optional() } },
  subject: 'record',
  guard: 'orders.quote_replacement',
  // The customer is given its worth: with refunds it never exceeds what was charged.
  pays: 'in_goods',
  again: 'creates',
  reference: 'replacementNumber',
  refusals: [
    ...(['out_of_stock', 'not_replaceable', 'amount_too_high', 'currency_mismatch'] as const),
    ...(['money_open', 'write_open', 'cap_reached'] as const),
  ],
};

/** Writes down something about an order, for the shop's people. */
export const ordersAddNote: Operation = {
  name: 'orders.add_note',
  title: 'Add a note to an order',
  effect: 'write',
  privacy: 'customer_data',
  inputs: { order: Order, text: text('personal') },
  results: { done: {} },
  subject: 'record',
  again: 'creates',
  confirm: 'no',
  refusals: ['note_invalid', 'write_open'],
};
