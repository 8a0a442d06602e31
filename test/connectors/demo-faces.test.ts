/** The demo's shop over REST, SOAP and GraphQL: the same business fields, the same refusals, money paid once. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoDefaults, type Shop, startShop } from '../../demo/shop/shop.js';
import { buildConnection, checkConnection } from '../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../src/connectors/connector.js';
import type { Json, JsonObject } from '../../src/contracts/json.js';
import { memoryTokens } from '../support/memory-tokens.js';

const faces = ['shop', 'shop-soap', 'shop-graphql'] as const;
const others = ['shop-soap', 'shop-graphql'] as const;
const dataFolder = mkdtempSync(join(tmpdir(), 'orderly-faces-'));
const connections = new Map<string, Connection>();
let shop: Shop;

beforeAll(async () => {
  shop = await startShop({ dataFolder });
  for (const face of faces) connections.set(face, connect(face));
});

afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  rmSync(dataFolder, { recursive: true });
});

const source = (name: string) => {
  const file = `merchants/demo/connections/${name}.yaml`;
  return { file, text: readFileSync(file, 'utf8') };
};

function connect(name: string, changed: Record<string, string> = {}): Connection {
  const values: Record<string, string> = {
    SHOP_URL: shop.url,
    SHOP_ID: demoDefaults.clientId,
    SHOP_SECRET: demoDefaults.clientSecret,
    SHOP_SOAP_URL: shop.soapUrl,
    SHOP_SOAP_USER: demoDefaults.soapUser,
    SHOP_SOAP_PASSWORD: demoDefaults.soapPassword,
    SHOP_GRAPHQL_URL: shop.graphqlUrl,
    SHOP_GRAPHQL_KEY: demoDefaults.graphqlKey,
    ...changed,
  };
  const built = buildConnection({
    ...source(name),
    secrets: (secret) => values[secret],
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(built.issues).toEqual([]);
  return built.connection!;
}

const ask = (
  face: string,
  operation: string,
  inputs: JsonObject,
  idempotencyKey?: string,
): Promise<Attempt> =>
  connections
    .get(face)!
    .attempt({ operation, inputs, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });

const done = (attempt: Attempt): JsonObject => {
  expect(attempt).toMatchObject({ is: 'done' });
  return attempt.is === 'done' ? attempt.outputs : {};
};

const getOrder = async (face: string, number: string): Promise<JsonObject> =>
  done(await ask(face, 'orders.get', { number }))['order'] as JsonObject;

/** What each face says in words of its own, which no flow decides by: the list of all differences, with `region`. */
const ownWords: Readonly<Record<string, readonly string[] | undefined>> = {
  /** Words of the shop for a reader: SOAP has codes, GraphQL capitals in English. */
  status: ['lines', 'shipments'],
  warehouseStatus: ['returns'],
  refundStatus: ['returns'],
};

/** An order as every face can tell it: moments to the minute, as REST has them, and without words of its own. */
function common(value: Json, within = ''): Json {
  if (Array.isArray(value)) return value.map((item: Json) => common(item, within));
  if (typeof value === 'number' && value > 1e11) return Math.floor(value / 60_000) * 60_000;
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(
    ([name]) => !(ownWords[name]?.includes(within) || (name === 'region' && within === '')),
  );
  return Object.fromEntries(kept.map(([name, part]) => [name, common(part, name)]));
}

/** What the demo's shop changes on orders over REST alone. */
const overRestAlone = [
  'orders.add_note',
  'orders.cancel',
  'orders.change_address',
  'orders.change_lines',
  'orders.quote_replacement',
  'orders.replace',
  'orders.variants',
];

test('the files have no issue, and every face answers the same operations', () => {
  for (const face of faces) expect(checkConnection(source(face)).issues).toEqual([]);
  const [rest, ...more] = faces.map((face) => [...connections.get(face)!.bindings.keys()]);
  for (const operations of more) expect([...operations, ...overRestAlone].sort()).toEqual([...rest!].sort());
});

describe.each(others)('%s', (face) => {
  test('every order of the book has the same business fields as over REST', async () => {
    for (const { number } of shop.book.orders)
      expect(common(await getOrder(face, number))).toEqual(common(await getOrder('shop', number)));
  });

  test('a customer’s orders come back over pages, and nobody’s are none', async () => {
    const counts = new Map<string, number>();
    for (const { customer } of shop.book.orders)
      counts.set(customer.mail, (counts.get(customer.mail) ?? 0) + 1);
    const [email, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    const find = async (over: string) => done(await ask(over, 'orders.find', { email }))['orders'] as Json[];
    const found = await find(face);
    expect(count).toBeGreaterThan(5);
    expect(found).toHaveLength(count);
    expect(common(found)).toEqual(common(await find('shop')));
    const nobody = await ask(face, 'orders.find', { email: 'nobody@x.example' });
    expect(nobody).toEqual({ is: 'done', result: 'none', outputs: {} });
  });

  test('an order that does not exist is none', async () => {
    const unknown = await ask(face, 'orders.get', { number: '99999999' });
    expect(unknown).toEqual(await ask('shop', 'orders.get', { number: '99999999' }));
  });

  test('quotes are the same, a repeated refund pays once, and refusals map alike', async () => {
    const { number } = shop.book.orders.filter(
      ({ status, refundedCents }) => status === 'ZUGESTELLT' && refundedCents === 0,
    )[others.indexOf(face)]!;
    const order = await getOrder(face, number);
    const { minor: total } = order['amount'] as { minor: number };
    const refund = (over: string, minor: number, key: string) =>
      ask(over, 'payments.refund', { order, amount: { minor, currency: 'EUR' }, reason: 'damaged' }, key);
    const quotes = () =>
      Promise.all([face, 'shop'].map((over) => ask(over, 'payments.quote_refund', { order })));
    const before = (await shop.controls.ledger()).length;

    const [first, second] = [await refund(face, 100, `${face}-1`), await refund(face, 100, `${face}-1`)];
    expect(done(first)).toEqual(done(second));
    expect(await shop.controls.ledger()).toHaveLength(before + 1);
    const [quote, same] = await quotes();
    expect(done(quote!)).toMatchObject({ amount: { minor: total - 100 }, refunded: { minor: 100 } });
    expect(quote).toEqual(same);

    expect(await refund(face, total, `${face}-2`)).toMatchObject({ is: 'refused', code: 'amount_too_high' });
    done(await refund(face, total - 100, `${face}-3`));
    const [left, alike] = await quotes();
    const all = { refunded: { minor: total, currency: 'EUR' } };
    expect(left).toEqual({ is: 'done', result: 'already_refunded', outputs: all });
    expect(left).toEqual(alike);
    const again = await refund(face, 100, `${face}-4`);
    expect(again).toMatchObject({ is: 'refused', code: 'already_refunded' });
    expect(again).toMatchObject({
      code: ((await refund('shop', 100, `${face}-5`)) as { code: string }).code,
    });
    expect(await shop.controls.ledger()).toHaveLength(before + 2);
  });

  test('a wrong credential is a broken connection, not an order that does not exist', async () => {
    const wrong = connect(face, { SHOP_SOAP_PASSWORD: 'wrong-password', SHOP_GRAPHQL_KEY: 'wrong-key' });
    const { number } = shop.book.orders[0]!;
    const attempt = await wrong.attempt({ operation: 'orders.get', inputs: { number } });
    expect(attempt).toMatchObject({ code: 'unauthorized' });
  });
});
