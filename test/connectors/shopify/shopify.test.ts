/** The connector for Shopify against a server with Shopify's schema: what it asks is valid, what it is told becomes business fields. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt, Connection, OperationCall } from '../../../src/connectors/connector.js';
import { copyTemplate } from '../../../src/cli/connectors/copy-connection.js';
import { readTemplate } from '../../../src/connectors/templates/templates.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { type Shopify, startShopify, whyNoShopify } from '../../peers/shopify/start.js';
import { readDocument } from '../../../src/flows/yaml/document.js';
import { memoryTokens } from '../../support/memory-tokens.js';

const why = whyNoShopify();
const when = why === undefined ? describe : describe.skip;

function connect(shop: Shopify, auth = "{ scheme: api-key, key: '${secret.TOKEN}' }"): Connection {
  const use = `connection: store\nconnector: shopify\nparameters: { shop: acme }\nbaseUrl: \${secret.URL}\nauth: ${auth}\negress: { allow: [127.0.0.1] }\n`;
  const { document } = readDocument('store.yaml', use);
  // The place of tokens is the connector's own: only a copy may say another.
  const copy = copyTemplate(document!, readTemplate('shopify')!)!;
  const isCopy = auth.includes('oauth2');
  const { connection, issues } = buildConnection({
    // A copy has the documents beside it; beside a use, files of their names would never be read.
    ...{ file: 'store.yaml', path: isCopy ? 'src/connectors/templates/store.yaml' : 'merchants/store.yaml' },
    text: isCopy ? copy.replace(/tokenUrl: .*/, 'tokenUrl: ${secret.TOKEN_URL}') : use,
    secrets: (name) => ({ URL: shop.url, TOKEN: shop.accessToken, TOKEN_URL: shop.tokenUrl })[name],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  return connection!;
}

when(`Shopify${why === undefined ? '' : ` (${why})`}`, () => {
  let shop: Shopify;
  let connection: Connection;
  beforeAll(async () => {
    shop = await startShopify();
  });
  beforeEach(() => {
    connection = connect(shop);
  });
  afterEach(() => shop.script({ polls: 2, jobFails: false, refundStatus: 'SUCCESS' }));
  afterAll(async () => {
    await shop[Symbol.asyncDispose]();
  });

  const call = (operation: string, inputs: JsonObject, more: Partial<OperationCall> = {}): Promise<Attempt> =>
    connection.attempt({ operation, inputs, idempotencyKey: 'k1', ...more });
  const orderOf = async (number: string): Promise<JsonObject> => {
    const came = await call('orders.get', { number });
    expect(came).toMatchObject({ is: 'done', result: 'found' });
    return (came as unknown as { outputs: { order: JsonObject } }).outputs.order;
  };

  test('reads an order by its number, with lines and parcels', async () => {
    expect(await orderOf('1002')).toMatchObject({
      ...{ ref: 'gid://shopify/Order/5002', number: '1002', customerEmail: 'omar.haddad@example.com' },
      ...{ status: 'delivered', deliveredAt: Date.parse('2026-09-07T14:05:00Z'), returns: [] },
      shippingAddress: { name: 'Ida Falk', city: 'Montréal', postcode: 'H2X 1K4', country: 'CA' },
      lines: [
        { name: expect.any(String), quantity: expect.any(Number), trackingNumber: '1Z999AA10000000002' },
        { price: { currency: 'CAD' } },
      ],
      shipments: [
        { ref: 'gid://shopify/Fulfillment/7002', carrier: 'UPS', trackingNumber: '1Z999AA10000000002' },
      ],
    });
    expect(await orderOf('1001')).toMatchObject({ status: 'open', shipments: [] });
    expect(await orderOf('1005')).toMatchObject({ status: 'shipped' });
    expect(await orderOf('1008')).toMatchObject({
      ...{ status: 'delivered', shipments: [{ trackingNumber: '1Z999AA10000000008' }] },
    });
    expect(await orderOf('1012')).toMatchObject({ status: 'cancelled' });
  });

  test('finds none by a number that nobody has, and nobody else’s by a number that is a search', async () => {
    for (const number of ['9', '1002" OR email:"li.na@example.org'])
      expect(await call('orders.get', { number })).toMatchObject({ is: 'done', result: 'not_found' });
  });

  test('lists a customer’s orders', async () => {
    const came = await call('orders.find', { email: 'li.na@example.org' });
    expect(came).toMatchObject({ is: 'done', result: 'found' });
    const { orders } = (came as unknown as { outputs: { orders: { number: string }[] } }).outputs;
    expect(orders.map(({ number }) => number)).toEqual(['1012', '1009', '1006', '1003']);
    expect(await call('orders.find', { email: 'nobody@example.org' })).toMatchObject({ result: 'none' });
  });

  test('tells where a parcel is, with its scans', async () => {
    const { shipments } = (await orderOf('1005')) as { shipments: readonly JsonObject[] };
    expect(await call('shipments.track', { shipment: shipments[0] ?? null })).toMatchObject({
      result: 'found',
      outputs: {
        tracking: {
          ...{ status: 'in_transit', carrier: 'UPS', expectedDelivery: Date.parse('2026-09-10T14:05:00Z') },
          events: [
            { place: 'Laval', description: 'CARRIER_PICKED_UP' },
            { place: 'Montréal', description: 'At the depot' },
          ],
        },
      },
    });
    const lost = { carrier: 'UPS', trackingNumber: '1', ref: 'gid://shopify/Fulfillment/1' };
    expect(await call('shipments.track', { shipment: lost })).toMatchObject({ result: 'not_found' });
  });

  test('pays back once for a key, and the quote and the list follow', async () => {
    const order = await orderOf('1001');
    const quote = async (): Promise<unknown> => call('payments.quote_refund', { order });
    expect(await quote()).toMatchObject({ result: 'refundable', outputs: { refunded: { minor: 0 } } });
    const refund = { order, amount: { minor: 500, currency: 'CAD' }, reason: 'damaged' };
    const paid = { is: 'done', result: 'done', outputs: { refundRef: 'gid://shopify/Refund/1' } };
    expect(await call('payments.refund', refund)).toEqual(paid);
    expect(await call('payments.refund', refund, { repeated: true })).toEqual(paid);
    expect((await shop.ledger()).refunds).toEqual([
      { order: '#1001', amount: '5.00', key: 'k1', repeats: 1 },
    ]);
    expect(await quote()).toMatchObject({ outputs: { refunded: { minor: 500, currency: 'CAD' } } });
    expect(await call('payments.refund_status', { order })).toMatchObject({
      outputs: { refunds: [{ ref: 'gid://shopify/Refund/1', status: 'done', amount: { minor: 500 } }] },
    });
    const much = { ...refund, amount: { minor: 99_999_999, currency: 'CAD' } };
    expect(await call('payments.refund', much, { idempotencyKey: 'k2' })).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable', message: expect.stringContaining('greater') },
    });
  });

  test('all that is left is paid back once, however often it is asked, and several payments are for people', async () => {
    const order = await orderOf('1009');
    const refund = { order, amount: order['amount']!, reason: 'returned' };
    const first = await call('payments.refund', refund, { idempotencyKey: 'all' });
    expect(first).toMatchObject({ is: 'done' });
    const again = { idempotencyKey: 'all', repeated: true };
    expect(await call('payments.refund', refund, again)).toEqual(first);
    const several = { order: await orderOf('1011'), amount: { minor: 500, currency: 'CAD' }, reason: 'late' };
    expect(await call('payments.refund', several, { idempotencyKey: 'two' })).toMatchObject({
      ...{ is: 'refused', code: 'several_payments' },
    });
  });

  test('a payment that is still under way is only accepted, and named by its refund', async () => {
    await shop.script({ refundStatus: 'PENDING' });
    const order = await orderOf('1004');
    const amount = { minor: 500, currency: 'CAD' };
    const came = await call('payments.refund', { order, amount, reason: 'late' }, { idempotencyKey: 'k3' });
    expect(came).toEqual({ is: 'accepted', reference: 'gid://shopify/Refund/3' });
    expect(await call('payments.refund_status', { order })).toMatchObject({
      outputs: { refunds: [{ ref: 'gid://shopify/Refund/3', status: 'pending' }] },
    });
  });

  test('a cancellation is followed until its job has done it', async () => {
    await shop.script({ polls: 1 });
    const order = await orderOf('1007');
    const inputs = { order, reason: 'changed_mind' };
    expect(await call('orders.cancel.happened', inputs)).toMatchObject({ result: 'not_happened' });
    const came = await call('orders.cancel', inputs);
    expect(came).toEqual({ is: 'accepted', reference: 'gid://shopify/Job/1' });
    const ask = { purpose: 'settle', reference: 'gid://shopify/Job/1' } as const;
    expect(await call('orders.cancel.outcome', inputs, ask)).toMatchObject({ is: 'done', result: 'pending' });
    expect(await call('orders.cancel.outcome', inputs, ask)).toMatchObject({
      ...{ is: 'done', result: 'done', outputs: { cancelRef: 'gid://shopify/Job/1' } },
    });
    expect(await call('orders.cancel.happened', inputs)).toMatchObject({ result: 'happened' });
    expect((await shop.ledger()).cancellations).toEqual([{ order: '#1007', reason: 'CUSTOMER' }]);
    expect(await orderOf('1007')).toMatchObject({ status: 'cancelled' });
  });

  test('one whose job fails is refused with its code, and so is one that cannot be', async () => {
    await shop.script({ jobFails: true, polls: 1 });
    const inputs = { order: await orderOf('1003'), reason: 'other' };
    await call('orders.cancel', inputs);
    const ask = { purpose: 'settle', reference: 'gid://shopify/Job/2' } as const;
    expect(await call('orders.cancel.outcome', inputs, ask)).toMatchObject({
      ...{ is: 'done', result: 'refused', outputs: { code: 'invalid' } },
    });
    const sent = { order: await orderOf('1002'), reason: 'other' };
    expect(await call('orders.cancel', sent)).toMatchObject({ is: 'refused', code: 'not_cancellable' });
  });

  test('an address is changed before dispatch, and refused after it or when the shop finds it wrong', async () => {
    const address = {
      name: 'Ida Falk',
      street: '2 Rue Neuve',
      postcode: 'H2X 1K5',
      city: 'Laval',
      country: 'CA',
    };
    expect(await call('orders.change_address', { order: await orderOf('1006'), address })).toMatchObject({
      is: 'done',
    });
    expect(await orderOf('1006')).toMatchObject({
      shippingAddress: { street: '2 Rue Neuve', city: 'Laval' },
    });
    for (const [number, code] of [
      ['1002', 'already_shipped'],
      ['1012', 'already_cancelled'],
    ] as const)
      expect(await call('orders.change_address', { order: await orderOf(number), address })).toMatchObject({
        ...{ is: 'refused', code },
      });
    const errors = [{ field: ['shippingAddress'], message: 'Zip is not valid' }];
    await shop.script({ userErrors: [{ mutation: 'orderUpdate', errors }] });
    expect(await call('orders.change_address', { order: await orderOf('1009'), address })).toMatchObject({
      ...{ is: 'refused', code: 'address_invalid', message: 'Zip is not valid' },
    });
  });

  test('THROTTLED under 200 is “later” for a read and a write, and nothing was done', async () => {
    const order = await orderOf('1010');
    const { orderCancel: cancelsBefore } = (await shop.ledger()).operations;
    await shop.script({ throttled: 1 });
    expect(await call('orders.get', { number: '1010' })).toMatchObject({ is: 'later', code: 'rate_limited' });
    // Who was throttled waits; another worker does not know of it.
    connection = connect(shop);
    await shop.script({ throttled: 1 });
    expect(await call('orders.cancel', { order, reason: 'other' })).toMatchObject({ code: 'rate_limited' });
    expect((await shop.ledger()).operations['orderCancel']).toBe(cancelsBefore);
  });

  test.each([
    [
      'client credentials',
      "{ scheme: oauth2-client-credentials, clientId: c, clientSecret: '${secret.TOKEN}' }",
    ],
    [
      'a refresh token',
      "{ scheme: oauth2-refresh-token, clientId: c, clientSecret: '${secret.TOKEN}', refreshToken: '${secret.TOKEN}' }",
    ],
  ])('logs in with %s, whose token goes into the shop’s own header', async (_, auth) => {
    connection = connect(shop, auth);
    expect(await orderOf('1001')).toMatchObject({ number: '1001' });
  });
});
