/** Operations on payments. */
import { z } from 'zod';
import { text } from '../field.js';
import { Money } from '../money.js';
import { ChosenLine, Order, type OrderStatus } from '../orders/order.js';
import { Investigation } from '../shipments/investigation.js';
import { Refund, RefundReason } from './refund.js';
import type { Operation } from '../operation.js';
import { quotedForLines } from './quoted-lines.js';
import { refundGrounds } from './refund-grounds.js';

/** Systems' words for our reasons. */
const foreignReasons: readonly (readonly [ours: z.infer<typeof RefundReason>, names: RegExp])[] = [
  ['not_received', /notrec|neverarr|missing|lost|undeliver|nonreceipt|nichterhalten/],
  ['damaged', /damag|defect|broken|faulty|beschaedig|defekt/],
  ['wrong_item', /wrong|incorrect|notasdescribed|falsch/],
  ['late', /late|delay|verspaet/],
  ['returned', /return|retour/],
  ['changed_mind', /chang|unwanted|customer|regret|requested|style|size|color|widerruf/],
  ['other', /other|unknown|misc|general|sonst/],
];

/** Names of the parameter that takes an order, at systems that move money. */
const orderId =
  /^(order)?(id|no|nr|number|key|ref|uuid|gid|entityid|incrementid)$|order(id|no|number|ref)$|^(payment)?pspreference$|auftrags?id$/;

/** Statuses of orders that wait to be paid for or sent: most shops pay back only later. */
const early: readonly (string | undefined)[] = ['open', 'packed'] satisfies z.infer<typeof OrderStatus>[];

const WithStatus = Order.pick({ status: true }).partial();

/** Why nothing can be paid back, as far as the amounts and the order tell. */
const nothingToPayBack: Operation['withoutAmount'] = ({ inputs, outputs }) => {
  const refunded = Money.safeParse(outputs['refunded']).data;
  if (refunded !== undefined && refunded.minor > 0)
    return { result: 'already_refunded', outputs: { refunded } };
  const status = WithStatus.safeParse(inputs['order']).data?.status;
  // Where nobody says what was refunded, it may have been all.
  const isEarly = refunded !== undefined && early.includes(status);
  return { result: isEarly ? 'not_refundable_yet' : 'nothing_left', outputs: {} };
};

/** What can still be paid back on an order, or on some of its lines; `refunded` is what has been on all of it. */
export const paymentsQuoteRefund: Operation = {
  name: 'payments.quote_refund',
  title: 'Quote a refund',
  effect: 'read',
  privacy: 'customer_data',
  inputs: { order: Order, lines: z.array(ChosenLine).optional() },
  results: {
    refundable: { amount: Money, refunded: Money.optional() },
    already_refunded: { refunded: Money },
    not_refundable_yet: {},
    nothing_left: {},
  },
  derived: {
    result: 'refundable',
    outputs: { lines: z.array(ChosenLine).optional() },
    derive: quotedForLines,
  },
  subject: 'record',
  empty: 'nothing_left',
  withoutAmount: nothingToPayBack,
  imports: {
    names: [
      /refund_?(quote|preview|estimate|calculate)|suggested_?refund|quote_?refund/i,
      /^erstattung_?pr(ue|ü)fen$/i,
    ],
    inputs: [[orderId, '${inputs.order.ref}']],
    gives: 'quote',
  },
};

/** Pays back an amount of an order; `investigation` is the carrier's search for a parcel that is lost. */
export const paymentsRefund: Operation = {
  name: 'payments.refund',
  title: 'Refund',
  effect: 'money',
  privacy: 'customer_data',
  inputs: {
    order: Order,
    amount: Money,
    reason: RefundReason,
    lines: z.array(ChosenLine).optional(),
    investigation: Investigation.optional(),
  },
  results: { done: { refundRef: text().optional() } },
  subject: 'record',
  guard: 'payments.quote_refund',
  pays: 'to_customer',
  grounds: refundGrounds,
  again: 'pays',
  reference: 'refundRef',
  listedBy: 'payments.refund_status',
  imports: {
    names: [
      /^(refund|(create|post|order|payment)_?refund)(create)?$|^refundcreate$/i,
      /^POST .*refunds?$/i,
      /^erstattung_?buchen$/i,
    ],
    inputs: [
      [/idempoten/, '${idempotencyKey}'],
      [orderId, '${inputs.order.ref}'],
      [/^(amount|value|sum|total|refundamount|amountvalue|betrag)(cents?)?$/, { amount: 'amount' }],
      [/currency|waehrung/, '${inputs.amount.currency}'],
      [/reason|grund/, { word: 'reason', like: foreignReasons }],
    ],
    gives: 'refund',
  },
  refusals: [
    'already_refunded',
    'amount_too_high',
    'currency_mismatch',
    'amount_unsayable',
    'not_refundable',
    'several_payments',
    'money_open',
    'write_open',
    'cap_reached',
  ],
};

/** What became of an order's refunds: those only promised, those done, those failed. */
export const paymentsRefundStatus: Operation = {
  name: 'payments.refund_status',
  title: 'Get the status of refunds',
  effect: 'read',
  privacy: 'customer_data',
  inputs: { order: Order },
  results: { found: { refunds: z.array(Refund) }, none: {} },
  subject: 'record',
  empty: 'none',
};
