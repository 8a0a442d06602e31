/** The connector for Shopify under the contract: whatever the shop does, each operation ends as the table says. */
import type { Contract } from './connector.js';
import { runContract } from './connector.js';
import { shopifyChanges } from './shopify-changes.js';
import { shopifySubscriptions } from './shopify-subscriptions.js';

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
    ...shopifyChanges,
    ...shopifySubscriptions,
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
