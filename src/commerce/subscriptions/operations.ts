/** Operations on subscriptions. */
import { z } from 'zod';
import { date, moment, named, ref, text } from '../field.js';
import { Money } from '../money.js';
import type { Fields, Operation } from '../operation.js';
import { RefundReason } from '../payments/refund.js';
import { subscriptionSubject } from './subject.js';
import { Subscription, SubscriptionPlan } from './subscription.js';

/** When a subscription ends: at once, or with the period that is paid for. */
export const CancelAt = named('cancel_at', ['now', 'period_end']);

const about = subscriptionSubject;
const ofCustomer = { privacy: 'customer_data', about } as const;

/** One subscription by the number that the customer knows. */
const subscriptionsGet: Operation = {
  name: 'subscriptions.get',
  title: 'Look up a subscription by its number',
  effect: 'read',
  ...ofCustomer,
  inputs: { number: text() },
  results: { found: { subscription: Subscription }, not_found: {} },
  subject: 'number',
  empty: 'not_found',
};

/** The verified customer's subscriptions: by the authenticated e-mail, or the one that facts have verified. */
const subscriptionsFind: Operation = {
  name: 'subscriptions.find',
  title: "List the customer's subscriptions",
  effect: 'read',
  ...ofCustomer,
  inputs: {},
  results: { found: { subscriptions: z.array(Subscription) }, none: {} },
  subject: 'list',
  empty: 'none',
};

/** A write on a subscription that gives it back as it is then, if its system says so; some let only its owner change it. */
function write(name: string, title: string, inputs: Fields, refusals: readonly string[]): Operation {
  return {
    ...{ name, title, effect: 'write', ...ofCustomer },
    inputs: { subscription: Subscription, ...inputs },
    results: { done: { subscription: Subscription.optional() } },
    subject: 'record',
    refusals: [...refusals, 'not_owner', 'money_open', 'write_open'],
  };
}

/** Ends a subscription. */
const subscriptionsCancel = write(
  'subscriptions.cancel',
  'Cancel a subscription',
  { reason: text().optional(), at: CancelAt },
  ['already_cancelled', 'not_cancellable'],
);

/** Pauses a subscription, until a day if one is given. */
const subscriptionsPause = write(
  'subscriptions.pause',
  'Pause a subscription',
  { until: date().optional() },
  ['already_paused', 'not_pausable'],
);

/** Lets a paused subscription go on. */
const subscriptionsResume = write('subscriptions.resume', 'Resume a subscription', {}, [
  'not_paused',
  'not_resumable',
]);

/** Leaves out the next delivery of a subscription. */
const subscriptionsSkip = write('subscriptions.skip', 'Skip the next delivery', {}, ['not_skippable']);

/** What a subscription can be changed to. */
const subscriptionsPlans: Operation = {
  name: 'subscriptions.plans',
  title: 'List the plans that a subscription can change to',
  effect: 'read',
  ...ofCustomer,
  inputs: { subscription: Subscription },
  results: { found: { plans: z.array(SubscriptionPlan) }, none: {} },
  subject: 'record',
  empty: 'none',
};

const change = { subscription: Subscription, plan: SubscriptionPlan };

/** What a change would cost: `amount` each period from then on, `due` at once. */
const subscriptionsQuoteChange: Operation = {
  name: 'subscriptions.quote_change',
  title: 'Quote a subscription change',
  effect: 'read',
  ...ofCustomer,
  inputs: change,
  results: {
    changeable: { amount: Money, due: Money.optional(), from: moment().optional() },
    not_changeable: {},
  },
  subject: 'record',
  empty: 'not_changeable',
};

/** Changes a subscription to another plan at the price, and for what is due at once, that the customer has agreed to. */
const subscriptionsChange: Operation = {
  ...write(
    'subscriptions.change',
    'Change a subscription',
    { plan: SubscriptionPlan, amount: Money, due: Money.optional() },
    ['not_changeable', 'payment_failed'],
  ),
  guard: 'subscriptions.quote_change',
  pays: 'by_customer',
};

/** Why no charge can be paid back, as far as the amounts tell. */
const nothingToPayBack: Operation['withoutAmount'] = ({ outputs }) => {
  const refunded = Money.safeParse(outputs['refunded']).data;
  return refunded !== undefined && refunded.minor > 0
    ? { result: 'already_refunded', outputs: { refunded } }
    : { result: 'nothing_left', outputs: {} };
};

/** What can be paid back of a subscription's last charge; `refunded` is what has been. */
const subscriptionsQuoteRefund: Operation = {
  name: 'subscriptions.quote_refund',
  title: 'Quote a subscription refund',
  effect: 'read',
  ...ofCustomer,
  inputs: { subscription: Subscription },
  results: {
    refundable: { amount: Money, charge: ref(), refunded: Money.optional() },
    already_refunded: { refunded: Money },
    not_refundable_yet: {},
    nothing_left: {},
  },
  subject: 'record',
  empty: 'nothing_left',
  withoutAmount: nothingToPayBack,
};

/** Pays back an amount of one charge of a subscription. */
const subscriptionsRefund: Operation = {
  name: 'subscriptions.refund',
  title: 'Refund a subscription charge',
  effect: 'money',
  ...ofCustomer,
  inputs: { subscription: Subscription, amount: Money, charge: ref(), reason: RefundReason },
  results: { done: { refundRef: text().optional() } },
  subject: 'record',
  guard: 'subscriptions.quote_refund',
  pays: 'to_customer',
  grounds: [{ reason: 'cancelled', holds: ({ record }) => record['status'] === 'cancelled' }],
  again: 'pays',
  reference: 'refundRef',
  refusals: [
    'already_refunded',
    'amount_too_high',
    'currency_mismatch',
    'amount_unsayable',
    'not_refundable',
    'money_open',
    'write_open',
    'cap_reached',
  ],
};

/** All of them, for the catalogue. */
export const subscriptionOperations: readonly Operation[] = [
  subscriptionsGet,
  subscriptionsFind,
  subscriptionsCancel,
  subscriptionsPause,
  subscriptionsResume,
  subscriptionsSkip,
  subscriptionsPlans,
  subscriptionsQuoteChange,
  subscriptionsChange,
  subscriptionsQuoteRefund,
  subscriptionsRefund,
];
