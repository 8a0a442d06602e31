/** The connector for Shopify under the contract: whatever the shop does, each operation ends as the table says. */
import type { Contract } from './connector.js';
import { runContract } from './connector.js';

const id = 'gid://shopify/Order/5001';
const money = (amount: string) => ({ presentmentMoney: { amount, currencyCode: 'EUR' } });
const data = (value: object): string => JSON.stringify({ data: value });

const order = {
  ...{ id, name: '#1001', email: 'joerg@mueller.example', createdAt: '2026-11-01T10:00:00Z' },
  ...{ cancelledAt: null, returnStatus: 'NO_RETURN' },
  ...{ displayFinancialStatus: 'PAID', displayFulfillmentStatus: 'UNFULFILLED' },
  totalPriceSet: money('19.90'),
  shippingAddress: {
    name: 'Jörg Müller',
    address1: 'Weg 1',
    address2: null,
    city: 'Berlin',
    zip: '10115',
    countryCodeV2: 'DE',
  },
  lineItems: { nodes: [], pageInfo: { hasNextPage: false } },
  fulfillments: [],
  returns: { nodes: [] },
};
const found = data({ orders: { nodes: [order], pageInfo: { hasNextPage: false, endCursor: null } } });
const asked = { order: { ref: id } };
const job = 'gid://shopify/OrderCancelJobResult/1';
const cancelled = (jobResult: object | null, ...orderCancelUserErrors: object[]): string =>
  data({ orderCancel: { jobResult, orderCancelUserErrors } });
const refunded = (status: string, ...userErrors: object[]): string =>
  data({
    refundCreate: {
      refund:
        userErrors.length > 0
          ? null
          : { id: 'gid://shopify/Refund/1', transactions: { nodes: [{ status }] } },
      userErrors,
    },
  });
const quote = data({
  order: {
    ...{ id, displayFinancialStatus: 'PAID', totalRefundedSet: money('10.00') },
    suggestedRefund: {
      maximumRefundableSet: money('9.90'),
    },
  },
});
const paidBy = (...gateways: string[]): string => {
  const paid = gateways.map((gateway, index) => ({
    ...{ id: `gid://shopify/OrderTransaction/${index}`, kind: 'SALE', status: 'SUCCESS', gateway },
  }));
  const others = [
    { id: 'gid://shopify/OrderTransaction/8', kind: 'SALE', status: 'FAILURE', gateway: 'bogus' },
    { id: 'gid://shopify/OrderTransaction/9', kind: 'REFUND', status: 'SUCCESS', gateway: 'manual' },
  ];
  return data({ order: { id, transactions: [...paid, ...others] } });
};

const stateOf = { id, cancelledAt: null, cancellation: null, displayFulfillmentStatus: 'UNFULFILLED' };
const state = data({ order: stateOf });
const updated = (...userErrors: object[]): string =>
  data({ orderUpdate: { order: userErrors.length > 0 ? null : { id }, userErrors } });

const key = 'k9';
const note = data({ order: { id, note: null, metafield: null } });
const line = (quantity: number) => ({
  quantity,
  fulfillmentLineItem: {
    id: 'gid://shopify/FulfillmentLineItem/1',
    lineItem: {
      ...{ name: 'Boots', sku: 'B-42', variantTitle: '42', image: null },
      discountedUnitPriceSet: money('19.90'),
    },
  },
});
const page = (nodes: object[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });
const returned = 'gid://shopify/Return/1';
const lines = [{ line: 'gid://shopify/FulfillmentLineItem/1', name: 'Boots', quantity: 1 }];
const returning = { ...asked, lines, reason: 'damaged', fee: { minor: 250, currency: 'EUR' } };
const returnState = (status: string): string => data({ return: { id: returned, status } });
const calledOff = { order: asked.order, return: { ref: returned } };

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

const contract: Contract = {
  name: 'Shopify',
  file: 'shopify.yaml',
  text: `
connection: store
connector: shopify
parameters: { shop: acme }
baseUrl: \${secret.URL}
auth: { scheme: api-key, key: "\${secret.TOKEN}" }
`,
  protocol: 'graphql',
  url: 'URL',
  secrets: { TOKEN: 'CANARY-token-4711' },
  operations: [
    { call: { operation: 'orders.get', inputs: { number: '1001' } }, good: found },
    { call: { operation: 'orders.find', inputs: { email: 'joerg@mueller.example' } }, good: found },
    {
      call: {
        operation: 'orders.cancel',
        inputs: { ...asked, reason: 'changed_mind' },
        idempotencyKey: 'k1',
      },
      good: cancelled({ id: job, status: 'SUCCEEDED' }),
      refusal: {
        status: 200,
        body: cancelled(null, { code: 'INVALID', field: ['orderId'], message: 'Order has been fulfilled.' }),
        code: 'not_cancellable',
      },
      accepted: { body: cancelled({ id: job, status: 'STARTED' }), reference: job },
    },
    {
      call: { operation: 'orders.cancel.outcome', inputs: asked, reference: job },
      good: data({
        order: { id, cancelledAt: '2026-11-02T10:00:00Z' },
        node: { id: job, status: 'SUCCEEDED', errors: [] },
      }),
    },
    {
      call: { operation: 'orders.cancel.happened', inputs: asked },
      good: data({ order: { ...stateOf, cancelledAt: '2026-11-02T10:00:00Z' } }),
    },
    {
      call: {
        operation: 'orders.change_address',
        inputs: {
          ...asked,
          address: { name: 'Jörg Müller', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' },
        },
        idempotencyKey: 'k2',
      },
      before: [{ has: 'query OrderState', good: state }],
      good: updated(),
      refusal: {
        status: 200,
        body: updated({ field: ['shippingAddress'], message: 'Zip is not valid for Germany' }),
        code: 'address_invalid',
      },
    },
    {
      likeAnother: true,
      call: { operation: 'orders.variants', inputs: { ...asked, line: '1' } },
      good: data({
        node: {
          id: 'gid://shopify/LineItem/1',
          product: {
            title: 'Boots',
            variants: page([{ sku: 'B-42', title: '42', price: '19.90', availableForSale: true }]),
          },
        },
        shop: { currencyCode: 'EUR' },
      }),
    },
    {
      call: {
        operation: 'orders.add_note',
        inputs: { ...asked, text: 'Rings at the back.' },
        idempotencyKey: key,
      },
      before: [{ has: 'query OrderNote', good: note }],
      good: updated(),
      refusal: {
        status: 200,
        body: updated({ field: ['note'], message: 'Note is too long' }),
        code: 'note_invalid',
      },
    },
    {
      likeAnother: true,
      call: { operation: 'orders.add_note.happened', inputs: { ...asked, text: 'x' }, idempotencyKey: key },
      good: data({ order: { id, note: 'x', metafield: { value: 'noted' } } }),
    },
    {
      likeAnother: true,
      call: { operation: 'returns.quote', inputs: asked },
      good: data({
        order: { id },
        returnableFulfillments: page([{ returnableFulfillmentLineItems: page([line(1)]) }]),
      }),
    },
    {
      call: { operation: 'returns.create', inputs: returning, idempotencyKey: key },
      good: data({
        returnCreate: {
          return: { id: returned, name: '#1001-R1', status: 'OPEN', createdAt: '2026-11-02T10:00:00Z' },
          userErrors: [],
        },
      }),
      refusal: {
        status: 200,
        body: data({
          returnCreate: {
            return: null,
            userErrors: [{ code: 'INVALID', field: ['returnLineItems'], message: 'Quantity is too high' }],
          },
        }),
        code: 'not_returnable',
      },
    },
    {
      likeAnother: true,
      call: { operation: 'returns.create.happened', inputs: returning, idempotencyKey: key },
      good: data({
        order: {
          id,
          returns: { nodes: [{ returnLineItems: { nodes: [{ returnReasonNote: 'damaged (k9)' }] } }] },
        },
      }),
    },
    {
      likeAnother: true,
      call: { operation: 'returns.cancel', inputs: calledOff, idempotencyKey: key },
      before: [{ has: 'query ReturnState', good: returnState('OPEN') }],
      good: data({ returnCancel: { return: { id: returned, status: 'CANCELED' }, userErrors: [] } }),
      refusal: {
        status: 200,
        body: data({
          returnCancel: {
            return: null,
            userErrors: [{ code: 'INVALID_STATE', field: ['id'], message: 'Return has been processed' }],
          },
        }),
        code: 'not_cancellable',
      },
    },
    {
      likeAnother: true,
      call: { operation: 'returns.cancel.happened', inputs: calledOff },
      good: returnState('CANCELED'),
    },
    {
      likeAnother: true,
      call: { operation: 'returns.find', inputs: asked },
      good: data({
        order: {
          id,
          returns: page([
            {
              ...{ id: returned, name: '#1001-R1', status: 'OPEN', createdAt: '2026-11-02T10:00:00Z' },
              ...{
                returnLineItems: page([]),
                refunds: { nodes: [] },
                reverseFulfillmentOrders: { nodes: [] },
              },
            },
          ]),
        },
      }),
    },
    {
      likeAnother: true,
      call: { operation: 'subscriptions.get', inputs: { number: '7' } },
      good: data({ subscriptionContract: whole }),
    },
    {
      likeAnother: true,
      call: { operation: 'subscriptions.find', inputs: { email: 'joerg@mueller.example' } },
      good: data({
        customerByIdentifier: { id: 'gid://shopify/Customer/1', subscriptionContracts: page([whole]) },
      }),
    },
    {
      likeAnother: true,
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
      likeAnother: true,
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
      likeAnother: true,
      call: { operation: 'subscriptions.pause.happened', inputs: ref },
      good: contractOf('PAUSED'),
    },
    {
      likeAnother: true,
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
      likeAnother: true,
      call: { operation: 'subscriptions.resume.happened', inputs: ref },
      good: contractOf('ACTIVE'),
    },
    {
      likeAnother: true,
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
      likeAnother: true,
      call: { operation: 'subscriptions.skip.happened', inputs: ref },
      good: data({ subscriptionBillingCycle: { skipped: true } }),
    },
    { call: { operation: 'payments.quote_refund', inputs: asked }, good: quote },
    {
      call: {
        operation: 'payments.refund',
        inputs: { ...asked, amount: { minor: 500, currency: 'EUR' }, reason: 'damaged' },
        idempotencyKey: 'k3',
      },
      before: [{ has: 'query Payments', good: paidBy('manual') }],
      good: refunded('SUCCESS'),
      refusal: {
        status: 200,
        body: refunded('', {
          field: ['input'],
          message: 'Refund amount is greater than net payment received',
        }),
        code: 'not_refundable',
      },
      accepted: { body: refunded('PENDING'), reference: 'gid://shopify/Refund/1' },
    },
    {
      call: { operation: 'payments.refund_status', inputs: asked },
      good: data({
        order: {
          id,
          refunds: [
            {
              ...{ id: 'gid://shopify/Refund/1', createdAt: '2026-11-02T10:00:00Z' },
              ...{ totalRefundedSet: money('5.00'), transactions: { nodes: [{ status: 'SUCCESS' }] } },
            },
          ],
        },
      }),
    },
    {
      call: { operation: 'shipments.track', inputs: { shipment: { ref: 'gid://shopify/Fulfillment/1' } } },
      good: data({
        fulfillment: {
          ...{ id: 'gid://shopify/Fulfillment/1', displayStatus: 'IN_TRANSIT', estimatedDeliveryAt: null },
          trackingInfo: [{ company: 'UPS', number: '1Z999', url: null }],
          events: { nodes: [], pageInfo: { hasNextPage: false } },
        },
      }),
    },
  ],
};

runContract(contract);
