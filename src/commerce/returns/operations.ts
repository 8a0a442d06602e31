/** Operations on returns: what may come back, registering it, its label, and what became of it (DESIGN §21). */
import { z } from 'zod';
import { Document } from '../documents/document.js';
import { moment, named, text } from '../field.js';
import { Money } from '../money.js';
import type { Operation } from '../operation.js';
import { ChosenLine, Order, OrderLine } from '../orders/order.js';
import { RefundReason } from '../payments/refund.js';
import { Return } from './return.js';

/** Who pays for the way back: with `customer`, the shop makes no label. */
export const LabelPayer = named('label_payer', ['shop', 'customer']);

/** What a label is: something to print, or a code that the parcel shop scans. */
export const LabelForm = named('label_form', ['label', 'qr']);

/** Names of the parameter that takes the order. */
const orderId = /^(order)?(id|no|nr|number|key|ref|uuid|gid)$|order(id|no|number|ref)$|auftrags?id$/;

const ofOrder = { privacy: 'customer_data', subject: 'record' } as const;

/** What of an order can be sent back, until when, and what that costs; a line's quantity is what may still come back. */
const returnsQuote: Operation = {
  name: 'returns.quote',
  title: 'Check what can be returned',
  effect: 'read',
  ...ofOrder,
  inputs: { order: Order },
  results: {
    eligible: {
      lines: z.array(OrderLine),
      until: moment().optional(),
      fee: Money.optional(),
      labelPaidBy: LabelPayer.optional(),
    },
    not_eligible: { reason: text().optional() },
  },
};

/** Registers that lines come back; `fee` is what the customer has agreed to, and is taken off what they get. */
const returnsCreate: Operation = {
  name: 'returns.create',
  title: 'Register a return',
  effect: 'write',
  ...ofOrder,
  inputs: { order: Order, lines: z.array(ChosenLine), reason: RefundReason, fee: Money.optional() },
  results: { done: { return: Return.optional(), returnRef: text().optional() } },
  again: 'creates',
  reference: 'returnRef',
  imports: {
    names: [
      /^(return_?create|(create|request|register)_?(order_?)?returns?|return_?request)$/i,
      /^POST .*(returns?|rmas?|retouren)$/i,
      /^(retoure|ruecksendung)_?(anlegen|anmelden|erstellen)$/i,
    ],
    inputs: [
      [orderId, '${inputs.order.ref}'],
      [/idempoten/, '${idempotencyKey}'],
    ],
    gives: 'registration',
  },
  refusals: ['not_returnable', 'already_returned', 'too_late', 'fee_changed', 'money_open', 'write_open'],
};

/** Calls a return off that has not arrived yet. */
const returnsCancel: Operation = {
  name: 'returns.cancel',
  title: 'Cancel a return',
  effect: 'write',
  ...ofOrder,
  inputs: { order: Order, return: Return },
  results: { done: {} },
  refusals: ['already_received', 'already_cancelled', 'not_cancellable', 'money_open', 'write_open'],
};

/** Makes what the customer sticks on the parcel, or has scanned; a connection that is billed for it raises its effect to `money`. */
const returnsLabel: Operation = {
  name: 'returns.label',
  title: 'Create a return label',
  effect: 'write',
  ...ofOrder,
  inputs: { order: Order, return: Return.optional(), lines: z.array(ChosenLine), form: LabelForm },
  results: {
    done: {
      document: Document,
      carrier: text().optional(),
      trackingNumber: text('personal').optional(),
      instructions: text().optional(),
    },
  },
  // The customer's yes was for the return, which a label belongs to.
  confirm: 'no',
  guard: 'returns.quote',
  pays: 'by_us',
  again: 'creates',
  reference: 'trackingNumber',
  refusals: [
    'not_returnable',
    'address_invalid',
    'form_not_offered',
    'money_open',
    'write_open',
    'cap_reached',
  ],
};

/** The returns of an order and how far they have come. */
const returnsFind: Operation = {
  name: 'returns.find',
  title: 'Get the status of returns',
  effect: 'read',
  ...ofOrder,
  inputs: { order: Order },
  results: { found: { returns: z.array(Return) }, none: {} },
  empty: 'none',
};

/** All of them, for the catalogue. */
export const returnOperations: readonly Operation[] = [
  returnsQuote,
  returnsCreate,
  returnsCancel,
  returnsLabel,
  returnsFind,
];
