/** Subscriptions in the words of the GraphQL API; graphql/subscriptions.graphql says them to machines. */
import { centsOf } from '../graphql/resolvers.js';
import { date, money, person } from '../graphql/order.js';
import type { Plan, Subscription } from './subscription.js';
import {
  planOf,
  type SubscriptionRefusal,
  type SubscriptionService,
  type SubscriptionVerdict,
} from './subscription-service.js';

const statuses = {
  AKTIV: 'ACTIVE',
  PAUSIERT: 'PAUSED',
  GEKUENDIGT: 'CANCELED',
  ABGELAUFEN: 'EXPIRED',
  ZAHLUNG_OFFEN: 'PAST_DUE',
} as const satisfies Record<Subscription['status'], string>;

const refusals: Readonly<Record<SubscriptionRefusal, string>> = {
  SCHON_GEKUENDIGT: 'ALREADY_CANCELED',
  MINDESTLAUFZEIT: 'MINIMUM_TERM',
  SCHON_PAUSIERT: 'ALREADY_PAUSED',
  NICHT_PAUSIERBAR: 'NOT_PAUSABLE',
  NICHT_PAUSIERT: 'NOT_PAUSED',
  NICHT_AUSLASSBAR: 'NOT_SKIPPABLE',
  NICHT_WECHSELBAR: 'NOT_CHANGEABLE',
  SCHON_ERSTATTET: 'ALREADY_REFUNDED',
  BETRAG_ZU_HOCH: 'AMOUNT_TOO_HIGH',
  NICHT_ERSTATTBAR: 'NOT_REFUNDABLE',
  SCHLUESSEL_ANDERS: 'IDEMPOTENCY_KEY_REUSED',
};

const notFound = { __typename: 'NotFound', message: 'There is no such subscription.' };

const graphqlPlan = ({ id, name, sku, cents, every, unit }: Plan) => ({
  ...{ id, name, sku, price: money(cents), intervalCount: every },
  interval: unit === 'WOCHE' ? 'WEEK' : 'MONTH',
});

const graphqlSubscription = (subscription: Subscription) => ({
  __typename: 'Subscription',
  id: subscription.id,
  number: subscription.number,
  ...person(subscription.customer, { name: subscription.customer.name, ...subscription.customer.address }),
  status: statuses[subscription.status],
  plan: graphqlPlan(subscription.plan),
  startedAt: date(subscription.startedAt),
  lastDeliveryAt: date(subscription.lastAt),
  nextDeliveryAt: date(subscription.nextAt),
  pausedUntil: date(subscription.pausedUntil),
  canceledAt: date(subscription.cancelledAt),
  cancelReason: subscription.reason ?? null,
  endsAt: date(subscription.endsAt),
});

interface MoneyInput {
  readonly amount: unknown;
  readonly currencyCode: string;
}

/** Arguments as the schema has checked them. */
interface UpdateInput {
  readonly subscriptionId: string;
  readonly action: 'CANCEL_NOW' | 'CANCEL_AT_PERIOD_END' | 'PAUSE' | 'RESUME' | 'SKIP' | 'CHANGE';
  readonly reason?: string | null;
  readonly until?: string | null;
  readonly planId?: string | null;
  readonly price?: MoneyInput | null;
  readonly idempotencyKey?: string | null;
}

interface RefundInput {
  readonly subscriptionId: string;
  readonly chargeId: string;
  readonly amount: MoneyInput;
  readonly reason: string;
  readonly idempotencyKey?: string | null;
}

/** The roots that subscriptions add to the schema. */
export const subscriptionResolvers = (service: SubscriptionService) => ({
  subscription: ({ number }: { number: string }) => {
    const subscription = service.byNumber(number);
    return subscription === undefined ? notFound : graphqlSubscription(subscription);
  },
  subscriptions: ({ email }: { email: string }) => service.byMail(email).map(graphqlSubscription),
  subscriptionPlans: ({ subscriptionId }: { subscriptionId: string }) => {
    const subscription = service.byId(subscriptionId);
    return subscription === undefined ? [] : service.plansFor(subscription).map(graphqlPlan);
  },
  subscriptionChangeQuote: ({ subscriptionId, planId }: { subscriptionId: string; planId: string }) => {
    const subscription = service.byId(subscriptionId);
    const plan = subscription && service.plansFor(subscription).find(({ id }) => id === planId);
    return plan ? { price: money(plan.cents), startsAt: date(subscription.nextAt) } : null;
  },
  subscriptionRefundQuote: ({ subscriptionId }: { subscriptionId: string }) => {
    const subscription = service.byId(subscriptionId);
    return subscription === undefined
      ? null
      : {
          refundable: money(service.refundable(subscription)),
          refunded: money(subscription.charge?.refundedCents ?? 0),
          chargeId: subscription.charge?.id ?? null,
        };
  },
  subscriptionUpdate: ({ input }: { input: UpdateInput }) => payload(service, input, update),
  subscriptionRefund: ({ input }: { input: RefundInput }) => payload(service, input, refund),
});

function update(service: SubscriptionService, subscription: Subscription, input: UpdateInput) {
  const key = input.idempotencyKey ?? undefined;
  switch (input.action) {
    case 'CANCEL_NOW':
      return service.cancel(subscription, { at: 'now', reason: input.reason ?? undefined }, key);
    case 'CANCEL_AT_PERIOD_END':
      return service.cancel(subscription, { at: 'period_end', reason: input.reason ?? undefined }, key);
    case 'PAUSE':
      return service.pause(
        subscription,
        typeof input.until === 'string' ? Date.parse(input.until) : undefined,
        key,
      );
    case 'RESUME':
      return service.resume(subscription, key);
    case 'SKIP':
      return service.skip(subscription, key);
    case 'CHANGE':
      return service.change(
        subscription,
        planOf(subscription, input.planId ?? ''),
        centsOf(input.price?.amount) ?? 0,
        key,
      );
  }
}

const refund = (service: SubscriptionService, subscription: Subscription, input: RefundInput) =>
  service.refund(
    subscription,
    { cents: centsOf(input.amount.amount) ?? 0, charge: input.chargeId, reason: input.reason },
    input.idempotencyKey ?? undefined,
  );

function payload<Input extends { readonly subscriptionId: string }>(
  service: SubscriptionService,
  input: Input,
  act: (service: SubscriptionService, subscription: Subscription, input: Input) => SubscriptionVerdict,
) {
  const subscription = service.byId(input.subscriptionId);
  const none = { bookingId: null, subscription: null };
  if (subscription === undefined)
    return { ...none, userErrors: [{ code: 'NOT_FOUND', field: null, message: notFound.message }] };
  const verdict = act(service, subscription, input);
  if (verdict.kind === 'refused')
    return {
      ...none,
      userErrors: [{ code: refusals[verdict.code], field: null, message: 'This is not possible.' }],
    };
  return {
    bookingId: verdict.row.id,
    subscription: graphqlSubscription(verdict.subscription),
    userErrors: [],
  };
}
