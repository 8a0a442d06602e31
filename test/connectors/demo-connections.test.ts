/** The demo merchant's connections against its real shop and carrier. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Carrier, demoCarrierKey, startCarrier } from '../../demo/carriers/carrier.js';
import { demoDefaults, type Shop, startShop } from '../../demo/shop/shop.js';
import { buildConnection, checkConnection } from '../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../src/connectors/connector.js';
import { catalogue } from '../../src/commerce/index.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { memoryTokens } from '../support/memory-tokens.js';

const dataFolder = mkdtempSync(join(tmpdir(), 'orderly-connections-'));
let shop: Shop;
let carrier: Carrier;
let orders: Connection;
let parcels: Connection;
let subscriptions: Connection;
let returns: Connection;

beforeAll(async () => {
  shop = await startShop({ dataFolder });
  carrier = await startCarrier({ dataFolder });
  orders = connect('shop');
  parcels = connect('blitz');
  subscriptions = connect('abos');
  returns = connect('retouren');
});

afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
  rmSync(dataFolder, { recursive: true });
});

const source = (name: string) => {
  const file = `merchants/demo/connections/${name}.yaml`;
  return { file, text: readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8') };
};

function connect(name: string): Connection {
  const values: Record<string, string> = {
    SHOP_URL: shop.url,
    SHOP_ID: demoDefaults.clientId,
    SHOP_SECRET: demoDefaults.clientSecret,
    CARRIER_URL: carrier.url,
    CARRIER_KEY: demoCarrierKey,
  };
  const context = {
    secrets: (secret: string) => values[secret],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  };
  const built = buildConnection({ ...source(name), ...context });
  expect(built.issues).toEqual([]);
  return built.connection!;
}

const done = (attempt: Attempt): JsonObject => {
  expect(attempt).toMatchObject({ is: 'done' });
  return attempt.is === 'done' ? attempt.outputs : {};
};

const getOrder = async (number: string): Promise<JsonObject> =>
  done(await orders.attempt({ operation: 'orders.get', inputs: { number } }))['order'] as JsonObject;

/** The demo's shop pays at once: nothing is left that it could be asked about. It has no help desk. */
const UNANSWERED = [
  'payments.refund_status',
  'shipments.follow',
  'shipments.quote_redirect',
  'shipments.redirect',
  'channel.reply',
  'channel.assign',
];

test('every operation of the catalogue is answered, and the files have no issue without secrets either', () => {
  const answered = new Set(
    [orders, parcels, subscriptions, returns].flatMap(({ bindings }) => [...bindings.keys()]),
  );
  expect([...catalogue.keys()].filter((name) => !answered.has(name))).toEqual(UNANSWERED);
  expect(
    ['shop', 'blitz', 'abos', 'retouren'].flatMap((name) => checkConnection(source(name)).issues),
  ).toEqual([]);
  expect(orders.bindings.get('payments.refund')).toMatchObject({
    connection: 'shop',
    operation: 'payments.refund',
    effect: 'money',
    idempotency: { kind: 'key', windowMs: 86_400_000 },
    timeoutMs: 5000,
  });
});

test('every order of the book comes back with its number, status, moments to the minute, lines and parcels', async () => {
  for (const order of shop.book.orders) {
    const found = await getOrder(order.number);
    expect(found).toMatchObject({
      ref: order.id,
      number: order.number,
      customerEmail: order.customer.mail,
      amount: { minor: order.totalCents, currency: 'EUR' },
      createdAt: Math.floor(order.orderedAt / 60_000) * 60_000,
    });
    expect(found['status']).not.toBe('other');
    expect(
      [found['lines'], found['shipments'], found['returns']].map((list) => (list as unknown[]).length),
    ).toEqual([order.lines.length, order.parcels.length, order.returns.length]);
  }
});

test('a customer’s orders come back, over pages', async () => {
  const counts = new Map<string, number>();
  for (const { customer } of shop.book.orders)
    counts.set(customer.mail, (counts.get(customer.mail) ?? 0) + 1);
  const [email, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
  const found = done(await orders.attempt({ operation: 'orders.find', inputs: { email } }))['orders'];
  expect(found).toHaveLength(count);
  const none = await orders.attempt({ operation: 'orders.find', inputs: { email: 'nobody@x.example' } });
  expect(none).toEqual({ is: 'done', result: 'none', outputs: {} });
});

test('a refund happens once for a key, then there is less to quote, then it is refused', async () => {
  const { number } = shop.book.orders.find(
    ({ status, refundedCents }) => status === 'ZUGESTELLT' && refundedCents === 0,
  )!;
  const order = await getOrder(number);
  const refund = (minor: number, idempotencyKey: string) =>
    orders.attempt({
      operation: 'payments.refund',
      inputs: { order, amount: { minor, currency: 'EUR' }, reason: 'damaged' },
      idempotencyKey,
    });
  const quote = () => orders.attempt({ operation: 'payments.quote_refund', inputs: { order } });
  const total = (order['amount'] as { minor: number }).minor;
  expect(done(await refund(100, 'k1'))).toEqual(done(await refund(100, 'k1')));
  expect(done(await quote())).toMatchObject({ amount: { minor: total - 100 }, refunded: { minor: 100 } });
  expect(await refund(total, 'k2')).toMatchObject({ is: 'refused', code: 'amount_too_high' });
  expect(await refund(100, 'k1')).toMatchObject({ is: 'done' });
  done(await refund(total - 100, 'k3'));
  const all = { refunded: { minor: total, currency: 'EUR' } };
  expect(await quote()).toEqual({ is: 'done', result: 'already_refunded', outputs: all });
  expect((await shop.controls.ledger()).filter(({ kind }) => kind === 'erstattung')).toHaveLength(2);
});

const inStatus = (status: string) =>
  shop.book.orders.findLast((order) => order.status === status && order.refundedCents === 0)!.number;

test('an order that has not left is changed, noted and cancelled, each once for a key', async () => {
  const order = await getOrder(inStatus('NEU'));
  const write = (operation: string, inputs: JsonObject, idempotencyKey: string) =>
    orders.attempt({ operation, inputs: { order, ...inputs }, idempotencyKey });
  const address = { name: 'Ada', street: 'Neuer Weg 2', postcode: '20095', city: 'Hamburg', country: 'DE' };
  const [line] = order['lines'] as { ref: string; name: string; quantity: number }[];
  const more = { line: line!.ref, name: line!.name, quantity: line!.quantity + 1 };
  for (let time = 0; time < 2; time += 1) {
    done(await write('orders.change_address', { address }, 'a1'));
    done(await write('orders.change_lines', { lines: [more] }, 'l1'));
    done(await write('orders.add_note', { text: 'Bitte klingeln.' }, 'n1'));
  }
  const changed = await getOrder(order['number'] as string);
  expect(changed).toMatchObject({ shippingAddress: address });
  expect((changed['lines'] as JsonObject[])[0]).toMatchObject({ quantity: more.quantity });
  expect(
    await write('orders.change_address', { address: { ...address, country: 'FR' } }, 'a2'),
  ).toMatchObject({
    code: 'other_country',
  });
  const cancel = () => write('orders.cancel', { reason: 'changed_mind' }, 'c1');
  expect(done(await cancel())).toMatchObject({ refunded: changed['amount'] });
  expect(await cancel()).toEqual(await cancel());
  expect(await getOrder(order['number'] as string)).toMatchObject({ status: 'cancelled' });
  expect(await write('orders.cancel', { reason: 'changed_mind' }, 'c2')).toMatchObject({
    code: 'already_cancelled',
  });
  const kinds = (await shop.controls.ledger()).flatMap(({ nummer, kind }) =>
    nummer === order['number'] ? kind : [],
  );
  expect(kinds).toEqual(['adresse', 'positionen', 'notiz', 'storno']);
});

test.each([
  ['VERSANDT', 'already_shipped', 'already_shipped'],
  ['TEILVERSAND', 'partly_shipped', 'already_shipped'],
  ['STORNIERT', 'already_cancelled', 'already_cancelled'],
])('an order that is %s can be neither cancelled nor changed', async (status, cancelled, changed) => {
  const { number } = shop.book.orders.find((order) => order.status === status)!;
  const order = await getOrder(number);
  const address = { name: 'Ada', street: 'Weg 2', postcode: '20095', city: 'Hamburg', country: 'DE' };
  const attempt = (operation: string, inputs: JsonObject) =>
    orders.attempt({ operation, inputs: { order, ...inputs }, idempotencyKey: `${operation}-${status}` });
  expect(await attempt('orders.cancel', { reason: 'other' })).toMatchObject({ code: cancelled });
  expect(await attempt('orders.change_address', { address })).toMatchObject({ code: changed });
});

test('what was delivered is replaced once, by what is in stock, and never for more than was paid', async () => {
  const { number, lines } = shop.book.orders.find(
    (order) => order.status === 'ZUGESTELLT' && order.refundedCents === 0 && order.lines.length > 1,
  )!;
  const order = await getOrder(number);
  const [first] = lines;
  const inputs = {
    order,
    lines: [{ line: first!.id, name: first!.name, quantity: first!.quantity }],
    reason: 'damaged',
  };
  const quote = () => orders.attempt({ operation: 'orders.quote_replacement', inputs });
  const amount = { minor: first!.cents * first!.quantity, currency: 'EUR' };
  expect(done(await quote())).toEqual({ amount, refunded: { minor: 0, currency: 'EUR' } });
  const replace = (idempotencyKey: string) =>
    orders.attempt({ operation: 'orders.replace', inputs: { ...inputs, amount }, idempotencyKey });
  expect(done(await replace('r1'))).toEqual(done(await replace('r1')));
  done(await replace('r1'));
  const refund = await orders.attempt({ operation: 'payments.quote_refund', inputs: { order } });
  const total = (order['amount'] as { minor: number }).minor;
  expect(done(refund)).toMatchObject({ amount: { minor: total - amount.minor } });
  const all = lines.map(({ id, name, quantity }) => ({ line: id, name, quantity }));
  expect(
    await orders.attempt({ operation: 'orders.quote_replacement', inputs: { ...inputs, lines: all } }),
  ).toMatchObject({ result: 'not_replaceable' });
});

test('a line is not replaced by being named twice, nor is what may yet arrive for being missing', async () => {
  const quoteOf = async (status: string, times: number, reason: string) => {
    const { number, lines } = shop.book.orders.find(
      (order) =>
        order.status === status &&
        order.refundedCents === 0 &&
        order.lines[0]!.cents * order.lines[0]!.quantity * 2 <= order.totalCents,
    )!;
    const [first] = lines;
    const line = { line: first!.id, name: first!.name, quantity: first!.quantity };
    const inputs = {
      order: await getOrder(number),
      lines: Array.from({ length: times }, () => line),
      reason,
    };
    const quote = await orders.attempt({ operation: 'orders.quote_replacement', inputs });
    return quote.is === 'done' ? quote.result : quote;
  };
  expect(await quoteOf('ZUGESTELLT', 1, 'not_received')).toBe('replaceable');
  expect(await quoteOf('ZUGESTELLT', 2, 'not_received')).toBe('not_replaceable');
  for (const status of ['VERSANDT', 'TEILVERSAND']) {
    expect(await quoteOf(status, 1, 'damaged')).toBe('replaceable');
    expect(await quoteOf(status, 1, 'not_received')).toBe('not_replaceable');
  }
});

test('variants of a line come with what is in stock', async () => {
  const jacket = shop.book.orders.find(({ lines }) => lines.some(({ sku }) => sku === 'MO-4003'))!;
  const order = await getOrder(jacket.number);
  const line = jacket.lines.find(({ sku }) => sku === 'MO-4003')!.id;
  const found = done(await orders.attempt({ operation: 'orders.variants', inputs: { order, line } }));
  expect(found['variants']).toEqual([
    expect.objectContaining({ sku: 'MO-4003', options: 'Größe L', available: true }),
    expect.objectContaining({ sku: 'MO-4003-2', options: 'Größe M', available: true }),
    expect.objectContaining({ sku: 'MO-4003-3', options: 'Größe XL', available: false }),
  ]);
});

test('an order that has not left is too early for a refund, and not said to be paid back', async () => {
  const { number } = shop.book.orders.find(
    ({ status, refundedCents }) => status === 'NEU' && refundedCents === 0,
  )!;
  const inputs = { order: await getOrder(number) };
  const quote = await orders.attempt({ operation: 'payments.quote_refund', inputs });
  expect(quote).toEqual({ is: 'done', result: 'not_refundable_yet', outputs: {} });
});

test('tokens that the shop revokes are renewed without anybody noticing', async () => {
  await shop.controls.revokeTokens();
  const [first] = shop.book.orders;
  expect(await getOrder(first!.number)).toMatchObject({ number: first!.number });
});

test('every parcel of the book is tracked with all its scans, and an unknown one is not found', async () => {
  const track = (trackingNumber: string) =>
    parcels.attempt({
      operation: 'shipments.track',
      inputs: { shipment: { carrier: 'blitz', trackingNumber } },
    });
  for (const parcel of shop.book.orders.flatMap((order) => order.parcels)) {
    const { tracking } = done(await track(parcel.code)) as {
      tracking: { status: string; events: unknown[] };
    };
    expect(tracking.events).toHaveLength(parcel.scans.length);
    expect(tracking.status).not.toBe('other');
  }
  expect(await track('BL0000000000')).toEqual({ is: 'done', result: 'not_found', outputs: {} });
});
