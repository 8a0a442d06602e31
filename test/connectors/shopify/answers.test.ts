/** What the connector for Shopify makes of answers that are easily taken for something else. */
import { describe, expect, test } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const id = 'gid://shopify/Order/1';
const money = (amount: string) => ({ presentmentMoney: { amount, currencyCode: 'EUR' } });

/** One attempt against a shop that answers each document, by its name, with this data. */
async function asked(
  operation: string,
  inputs: JsonObject,
  answers: Readonly<Record<string, Json>>,
  repeated = false,
): Promise<{ attempt: Attempt; sent: string[] }> {
  const sent: string[] = [];
  await using server = await serve(({ body }, response) => {
    const [, name = ''] = /(?:query|mutation) (\w+)/.exec(body) ?? [];
    sent.push(name);
    answerJson(response, 200, { data: answers[name] ?? null });
  });
  const { connection, issues } = buildConnection({
    file: 'store.yaml',
    text: `connection: store\nconnector: shopify\nparameters: { shop: acme }\nbaseUrl: ${server.url}\nauth: { scheme: api-key, key: "\${secret.TOKEN}" }\negress: { allow: [127.0.0.1] }\n`,
    secrets: () => 'S',
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  const attempt = await connection!.attempt({ operation, inputs, idempotencyKey: 'k1', repeated });
  return { attempt, sent };
}

const paidBy = (...payments: readonly (readonly [kind: string, status: string])[]): Json => ({
  order: {
    id,
    transactions: payments.map(([kind, status], index) => ({
      ...{ id: `gid://shopify/OrderTransaction/${index}`, kind, status, gateway: `gateway-${index}` },
    })),
  },
});
const refund = { order: { ref: id }, amount: { minor: 500, currency: 'EUR' }, reason: 'damaged' };
const refunded = (...statuses: string[]): Json => ({
  refundCreate: {
    refund: {
      id: 'gid://shopify/Refund/1',
      transactions: { nodes: statuses.map((status) => ({ status })) },
    },
    userErrors: [],
  },
});

describe('a refund', () => {
  test('of an order with several payments is refused, and nothing is sent', async () => {
    const Payments = paidBy(['SALE', 'SUCCESS'], ['SALE', 'SUCCESS']);
    const { attempt, sent } = await asked('payments.refund', refund, { Payments });
    expect(attempt).toMatchObject({ is: 'refused', code: 'several_payments' });
    expect(sent).toEqual(['Payments']);
  });

  test('of an order that nobody has paid is refused', async () => {
    const Payments = paidBy(['AUTHORIZATION', 'SUCCESS'], ['CAPTURE', 'FAILURE']);
    const { attempt } = await asked('payments.refund', refund, { Payments });
    expect(attempt).toMatchObject({ is: 'refused', code: 'not_refundable' });
  });

  test('is sent again by what was paid, also when all of it has been paid back', async () => {
    const Payments = paidBy(
      ['AUTHORIZATION', 'SUCCESS'],
      ['CAPTURE', 'SUCCESS'],
      ['SALE', 'FAILURE'],
      ['REFUND', 'SUCCESS'],
    );
    const answers = { Payments, Refund: refunded('SUCCESS') };
    const { attempt, sent } = await asked('payments.refund', refund, answers, true);
    expect(attempt).toMatchObject({ is: 'done', outputs: { refundRef: 'gid://shopify/Refund/1' } });
    expect(sent).toEqual(['Payments', 'Refund']);
  });

  test.each([
    [['UNKNOWN'], 'accepted'],
    [['PENDING', 'SUCCESS'], 'accepted'],
    [['SUCCESS'], 'done'],
    [['SUCCESS', 'FAILURE'], 'unclear'],
    [[], 'unclear'],
  ] as const)('whose payments stand at %j is %s', async (statuses, is) => {
    const answers = { Payments: paidBy(['SALE', 'SUCCESS']), Refund: refunded(...statuses) };
    expect((await asked('payments.refund', refund, answers)).attempt.is).toBe(is);
  });

  test('in the list is done only with a payment that succeeded', async () => {
    const one = (number: number, ...statuses: string[]) => ({
      ...{ id: `gid://shopify/Refund/${number}`, createdAt: '2026-11-02T10:00:00Z' },
      ...{ totalRefundedSet: money('5.00') },
      transactions: { nodes: statuses.map((status) => ({ status })) },
    });
    const refunds = [one(1, 'SUCCESS'), one(2, 'UNKNOWN'), one(3), one(4, 'ERROR')];
    const { attempt } = await asked('payments.refund_status', refund, {
      Refunds: { order: { id, refunds } },
    });
    expect(attempt).toMatchObject({
      outputs: {
        refunds: [{ status: 'done' }, { status: 'pending' }, { status: 'other' }, { status: 'failed' }],
      },
    });
  });
});

test('a cancellation that the credentials may not pay back says so, not that it is too late', async () => {
  const error = { code: 'NO_REFUND_PERMISSION', field: null, message: 'no refund_orders permission' };
  const Cancel = { orderCancel: { jobResult: null, orderCancelUserErrors: [error] } };
  const inputs = { order: { ref: id }, reason: 'other' };
  const { attempt } = await asked('orders.cancel', inputs, { Cancel });
  expect(attempt).toMatchObject({ is: 'refused', code: 'not_permitted' });
});

describe('an order', () => {
  const parcel = (number: number, displayStatus: string, deliveredAt: string | null) => ({
    ...{ id: `gid://shopify/Fulfillment/${number}`, order: { id }, displayStatus, deliveredAt },
    ...{ createdAt: `2026-11-0${number}T10:00:00Z`, estimatedDeliveryAt: `2026-11-1${number}T10:00:00Z` },
    trackingInfo: [{ company: 'UPS', number: `Z${number}`, url: null }],
    fulfillmentLineItems: {
      nodes: [{ quantity: 1, lineItem: { id: 'gid://shopify/LineItem/1', name: 'Boots', sku: 'B' } }],
      pageInfo: { hasNextPage: false },
    },
  });
  const line = {
    ...{ id: 'gid://shopify/LineItem/1', sku: 'B', name: 'Boots', variantTitle: null, currentQuantity: 1 },
    ...{ image: null, discountedUnitPriceSet: money('19.90') },
  };
  const order = (...fulfillments: Json[]): Promise<JsonObject> => orderWith({}, ...fulfillments);
  const orderWith = async (more: JsonObject, ...fulfillments: Json[]): Promise<JsonObject> => {
    const node = {
      ...{ id, name: '#1', email: 'a@b.example', createdAt: '2026-11-01T09:00:00Z', cancelledAt: null },
      ...{ displayFinancialStatus: 'PAID', displayFulfillmentStatus: 'FULFILLED', returnStatus: 'NO_RETURN' },
      ...{ totalPriceSet: money('19.90'), shippingAddress: null, fulfillments },
      lineItems: { nodes: [line], pageInfo: { hasNextPage: false } },
      returns: { nodes: [], pageInfo: { hasNextPage: false } },
      ...more,
    };
    const Orders = { orders: { nodes: [node], pageInfo: { hasNextPage: false, endCursor: null } } };
    const { attempt } = await asked('orders.get', { number: '1' }, { Orders });
    expect(attempt).toMatchObject({ is: 'done', result: 'found' });
    return (attempt as unknown as { outputs: { order: JsonObject } }).outputs.order;
  };
  const at = (day: string): number => Date.parse(`2026-11-${day}T10:00:00Z`);

  test.each(['CANCELED', 'LABEL_VOIDED'])('has no parcel that is %s', async (status) => {
    const arrived = '2026-11-06T10:00:00Z';
    const shown = await order(parcel(1, status, null), parcel(2, 'DELIVERED', arrived));
    expect(shown).toMatchObject({
      ...{ status: 'delivered', amount: { minor: 1990 }, shippedAt: at('02'), deliveredAt: at('06') },
      ...{ lines: [{ trackingNumber: 'Z2' }], shipments: [{ trackingNumber: 'Z2' }] },
    });
    expect(await order(parcel(1, status, null))).toMatchObject({ status: 'shipped', shipments: [] });
  });

  test('is returned only once all of it is, whatever some of it did', async () => {
    const lines = (...left: number[]) => ({
      returnStatus: 'RETURNED',
      lineItems: {
        nodes: left.map((currentQuantity, at) => ({
          ...{ ...line, currentQuantity, id: `gid://shopify/LineItem/${at + 1}` },
        })),
        pageInfo: { hasNextPage: false },
      },
    });
    const onItsWay = [parcel(1, 'DELIVERED', '2026-11-05T10:00:00Z'), parcel(2, 'IN_TRANSIT', null)];
    expect(await orderWith(lines(0, 1, 1), ...onItsWay)).toMatchObject({ status: 'shipped' });
    expect(await orderWith(lines(0, 1), onItsWay[0]!)).toMatchObject({ status: 'delivered' });
    expect(await orderWith(lines(0, 0), onItsWay[0]!)).toMatchObject({ status: 'returned' });
    const long = { ...lines(0, 0), lineItems: { ...lines(0, 0).lineItems, pageInfo: { hasNextPage: true } } };
    expect(await orderWith(long, onItsWay[0]!)).toMatchObject({ status: 'delivered' });
  });

  test('has arrived only when all of it has, and is expected when the next parcel is', async () => {
    const shown = await order(
      parcel(1, 'DELIVERED', '2026-11-05T10:00:00Z'),
      parcel(2, 'IN_TRANSIT', null),
      parcel(3, 'DELIVERED', '2026-11-07T10:00:00Z'),
    );
    expect(shown).toMatchObject({ status: 'shipped', shippedAt: at('01'), expectedDeliveryDate: at('12') });
    expect(shown).not.toHaveProperty('deliveredAt');
  });
});
