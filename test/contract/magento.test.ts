/** The connector for Magento under the contract: whatever the shop does, each operation ends as the table says. */
import { newBook } from '../peers/magento/book.js';
import type { Contract } from './connector.js';
import { runContract } from './connector.js';

const { orders, shipments, invoices } = newBook();
const list = (...items: unknown[]): string =>
  JSON.stringify({ items, search_criteria: { filter_groups: [] }, total_count: items.length });
const [open, sent, pending] = orders.map((order) => JSON.stringify(order));
const cancelled = JSON.stringify(orders[3]);
const asked = { order: { ref: '1', number: '000000101', customerRef: '71' } };
const said = (message: string, ...parameters: string[]): string => JSON.stringify({ message, parameters });
const found = { has: '/V1/orders?', good: list(orders[1]) };
const memo = {
  ...{ entity_id: 900, order_id: 1, state: 2, grand_total: 5, order_currency_code: 'EUR', items: [] },
  ...{ created_at: '2026-11-02 08:00:00', transaction_id: 'r-1', comments: [{ comment: 'damaged (k3)' }] },
};

const contract: Contract = {
  name: 'Magento',
  file: 'magento.yaml',
  text: `
connection: store
connector: magento
baseUrl: \${secret.URL}
auth:
  scheme: oauth1
  consumerKey: \${secret.CONSUMER_KEY}
  consumerSecret: \${secret.CONSUMER_SECRET}
  token: \${secret.TOKEN}
  tokenSecret: \${secret.TOKEN_SECRET}
`,
  protocol: 'rest',
  url: 'URL',
  secrets: {
    ...{ CONSUMER_KEY: 'CANARY-key-4711', CONSUMER_SECRET: 'CANARY-secret-4711' },
    ...{ TOKEN: 'CANARY-token-4711', TOKEN_SECRET: 'CANARY-token-secret-4711' },
  },
  operations: [
    {
      call: { operation: 'orders.get', inputs: { number: '000000102' } },
      before: [found],
      good: list(...shipments),
    },
    {
      call: { operation: 'orders.find', inputs: { email: 'anna@example.com' } },
      before: [found],
      good: list(...shipments),
    },
    {
      call: {
        operation: 'orders.cancel',
        inputs: { order: { ref: '3' }, reason: 'changed_mind' },
        idempotencyKey: 'k1',
      },
      before: [{ has: 'GET /V1/orders/3 ', good: pending ?? '' }],
      good: 'true',
      refusal: { status: 200, body: 'false', code: 'not_cancellable' },
    },
    {
      call: { operation: 'orders.cancel.happened', inputs: { order: { ref: '4' } } },
      good: cancelled,
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
      before: [{ has: 'GET /V1/orders/1 ', good: open ?? '' }],
      good: JSON.stringify({ entity_id: 11, parent_id: 1, postcode: '10115', city: 'Berlin' }),
      refusal: {
        status: 400,
        body: said('"%fieldName" is required. Enter and try again.'),
        code: 'address_invalid',
      },
    },
    {
      call: { operation: 'orders.add_note', inputs: { ...asked, text: 'Called.' }, idempotencyKey: 'k4' },
      good: 'true',
    },
    {
      call: {
        operation: 'orders.add_note.happened',
        inputs: { ...asked, text: 'Called.' },
        idempotencyKey: 'k4',
      },
      good: list({ entity_id: 1, comment: 'Called. (k4)', parent_id: 1 }),
    },
    {
      call: { operation: 'payments.quote_refund', inputs: asked },
      before: [{ has: 'GET /V1/orders/1 ', good: open ?? '' }],
      good: list(invoices[0]),
    },
    {
      call: {
        operation: 'payments.refund',
        inputs: { ...asked, amount: { minor: 500, currency: 'EUR' }, reason: 'damaged' },
        idempotencyKey: 'k3',
      },
      before: [{ has: 'GET /V1/invoices?', good: list(invoices[0]) }],
      good: '7',
      answersNumber: true,
      refusal: {
        status: 400,
        body: said('The most money available to refund is %1.', '4.00'),
        code: 'not_refundable',
      },
    },
    {
      call: {
        operation: 'payments.refund.happened',
        inputs: { ...asked, amount: { minor: 500, currency: 'EUR' }, reason: 'damaged' },
        idempotencyKey: 'k3',
      },
      good: list(memo),
    },
    { call: { operation: 'payments.refund_status', inputs: asked }, good: list(memo) },
    {
      call: { operation: 'returns.find', inputs: { order: { ref: '2' } } },
      before: [{ has: 'GET /V1/orders/2 ', good: sent ?? '' }],
      good: list({
        ...{ entity_id: 40, increment_id: '000000040', order_id: 2, status: 'authorized', tracks: [] },
        ...{ date_requested: '2026-11-03 10:00:00', items: [{ order_item_id: 21, qty_requested: 1 }] },
      }),
    },
    {
      call: {
        operation: 'returns.create',
        inputs: { ...asked, lines: [{ line: '11', name: 'JACKET', quantity: 1 }], reason: 'damaged' },
        idempotencyKey: 'k5',
      },
      before: [{ has: 'GET /V1/orders/1 ', good: open ?? '' }],
      good: JSON.stringify({ entity_id: 40, increment_id: '000000040', status: 'pending' }),
      refusal: { status: 404, body: said('Request does not match any route.'), code: 'not_returnable' },
    },
  ],
};

runContract(contract);
