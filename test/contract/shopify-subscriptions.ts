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

const orderId = 'gid://shopify/Order/77';
const refundId = 'gid://shopify/Refund/1';
const eur = (amount: string) => ({ presentmentMoney: { amount, currencyCode: 'EUR' } });
const charge = data({
  subscriptionContract: {
    id: contractId,
    orders: {
      nodes: [
        {
          ...{ id: orderId, displayFinancialStatus: 'PAID', totalRefundedSet: eur('0.00') },
          suggestedRefund: { maximumRefundableSet: eur('19.00') },
        },
      ],
    },
  },
});
const paid = data({
  order: {
    id: orderId,
    transactions: [
      { id: 'gid://shopify/OrderTransaction/1', kind: 'SALE', status: 'SUCCESS', gateway: 'cards' },
    ],
  },
});
const refund = { ...ref, amount: { minor: 1900, currency: 'EUR' }, charge: orderId, reason: 'damaged' };
const refunded = (status: string): string =>
  data({ refundCreate: { refund: { id: refundId, transactions: { nodes: [{ status }] } }, userErrors: [] } });

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
  { call: { operation: 'subscriptions.quote_refund', inputs: ref }, good: charge },
  {
    call: { operation: 'subscriptions.refund', inputs: refund, idempotencyKey: key },
    before: [{ has: 'query Payments', good: paid }],
    good: refunded('SUCCESS'),
    refusal: {
      status: 200,
      body: data({ refundCreate: { refund: null, userErrors: [{ field: null, message: 'Too much' }] } }),
      code: 'not_refundable',
    },
    accepted: { body: refunded('PENDING'), reference: refundId },
  },
  {
    call: { operation: 'subscriptions.refund.outcome', inputs: ref, reference: refundId },
    good: data({ node: { id: refundId, transactions: { nodes: [{ status: 'SUCCESS' }] } } }),
  },
];
