/** What the connector for Shopify reads and changes of subscription contracts, and an answer for each. */
import type { ContractOperation } from './connector.js';

const data = (value: object): string => JSON.stringify({ data: value });
const page = (nodes: object[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });
const key = 'k9';

const contractId = 'gid://shopify/SubscriptionContract/7';
const own = { app: { id: 'gid://shopify/App/1' } };
const contractOf = (status: string): string =>
  data({ subscriptionContract: { id: contractId, status, ...own }, currentAppInstallation: own });
const subscription = {
  ...{ id: contractId, status: 'ACTIVE', createdAt: '2026-11-01T10:00:00Z', currencyCode: 'EUR' },
  nextBillingDate: '2026-12-01T00:00:00Z',
  billingPolicy: { interval: 'MONTH', intervalCount: 1 },
  customer: {
    ...{ id: 'gid://shopify/Customer/1', displayName: 'Jörg Müller' },
    defaultEmailAddress: { emailAddress: 'joerg@mueller.example' },
  },
  deliveryMethod: null,
  lines: page([]),
  orders: { nodes: [] },
};
const boxed = {
  ...{ id: 'gid://shopify/SubscriptionLine/1', title: 'Coffee', variantTitle: null, sku: 'C', quantity: 2 },
  ...{ variantImage: null, currentPrice: { amount: '9.50', currencyCode: 'EUR' } },
  lineDiscountedPrice: { amount: '19.00' },
};
const whole = { ...subscription, lines: page([boxed]) };
const ref = { subscription: { ref: contractId, nextOrderAt: Date.parse('2026-12-01T00:00:00Z') } };
const changed = (mutation: string, status: string, ...userErrors: object[]): string =>
  data({ [mutation]: { contract: userErrors.length > 0 ? null : { id: contractId, status }, userErrors } });
const terminated = { code: 'CONTRACT_TERMINATED', field: null, message: 'Contract has terminated' };
const mine = [{ has: 'query SubscriptionState', good: contractOf('ACTIVE') }];
/** Access denied is told before anything is done. */
const denied = {
  status: 200,
  code: 'not_owner',
  body: JSON.stringify({
    data: null,
    errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }],
  }),
};

/** These operations. */
export const shopifySubscriptions: readonly ContractOperation[] = [
  {
    call: { operation: 'subscriptions.get', inputs: { number: '7' } },
    good: data({ subscriptionContract: whole }),
  },
  {
    call: { operation: 'subscriptions.find', inputs: { email: 'joerg@mueller.example' } },
    good: data({
      customerByIdentifier: { id: 'gid://shopify/Customer/1', subscriptionContracts: page([whole]) },
    }),
  },
  {
    call: { operation: 'subscriptions.cancel', inputs: { ...ref, at: 'now' }, idempotencyKey: key },
    before: mine,
    good: changed('subscriptionContractCancel', 'CANCELLED'),
    refusal: {
      status: 200,
      body: changed('subscriptionContractCancel', '', terminated),
      code: 'not_cancellable',
    },
    proof: denied,
  },
  {
    call: { operation: 'subscriptions.cancel.happened', inputs: ref },
    good: contractOf('CANCELLED'),
  },
  {
    call: { operation: 'subscriptions.pause', inputs: ref, idempotencyKey: key },
    before: mine,
    good: changed('subscriptionContractPause', 'PAUSED'),
    refusal: {
      status: 200,
      body: changed('subscriptionContractPause', '', terminated),
      code: 'not_pausable',
    },
    proof: denied,
  },
  {
    call: { operation: 'subscriptions.pause.happened', inputs: ref },
    good: contractOf('PAUSED'),
  },
  {
    call: { operation: 'subscriptions.resume', inputs: ref, idempotencyKey: key },
    before: [{ has: 'query SubscriptionState', good: contractOf('PAUSED') }],
    good: changed('subscriptionContractActivate', 'ACTIVE'),
    refusal: {
      status: 200,
      body: changed('subscriptionContractActivate', '', terminated),
      code: 'not_resumable',
    },
    proof: denied,
  },
  {
    call: { operation: 'subscriptions.resume.happened', inputs: ref },
    good: contractOf('ACTIVE'),
  },
  {
    call: { operation: 'subscriptions.skip', inputs: ref, idempotencyKey: key },
    before: mine,
    good: data({ subscriptionBillingCycleSkip: { billingCycle: { skipped: true }, userErrors: [] } }),
    refusal: {
      status: 200,
      body: data({
        subscriptionBillingCycleSkip: {
          billingCycle: null,
          userErrors: [{ code: 'INVALID', field: null, message: 'Billing cycle is billed' }],
        },
      }),
      code: 'not_skippable',
    },
    proof: denied,
  },
  {
    call: { operation: 'subscriptions.skip.happened', inputs: ref },
    good: data({ subscriptionBillingCycle: { skipped: true } }),
  },
];
