/** The demo's shop over REST, SOAP and GraphQL: the same business fields, the same refusals, money paid once. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoDefaults, type Shop, startShop } from '../../demo/shop/shop.js';
import { buildConnection, checkConnection } from '../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../src/connectors/connector.js';
import type { Json, JsonObject } from '../../src/contracts/json.js';
import { memoryTokens } from '../support/memory-tokens.js';

const apiStyles = ['shop', 'shop-soap', 'shop-graphql'] as const;
const others = ['shop-soap', 'shop-graphql'] as const;
const dataFolder = mkdtempSync(join(tmpdir(), 'orderly-api-styles-'));
const connections = new Map<string, Connection>();
let shop: Shop;

beforeAll(async () => {
  shop = await startShop({ dataFolder });
  for (const apiStyle of apiStyles) connections.set(apiStyle, connect(apiStyle));
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
  apiStyle: string,
  operation: string,
  inputs: JsonObject,
  idempotencyKey?: string,
): Promise<Attempt> =>
  connections
    .get(apiStyle)!
    .attempt({ operation, inputs, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });

const done = (attempt: Attempt): JsonObject => {
  expect(attempt).toMatchObject({ is: 'done' });
  return attempt.is === 'done' ? attempt.outputs : {};
};

const getOrder = async (apiStyle: string, number: string): Promise<JsonObject> =>
  done(await ask(apiStyle, 'orders.get', { number }))['order'] as JsonObject;

/** What each API says in words of its own, which no flow decides by: the list of all differences, with `region`. */
const ownWords: Readonly<Record<string, readonly string[] | undefined>> = {
  /** Words of the shop for a reader: SOAP has codes, GraphQL capitals in English. */
  status: ['lines', 'shipments'],
  warehouseStatus: ['returns'],
  refundStatus: ['returns'],
};

/** An order as every API can tell it: moments to the minute, as REST has them, and without words of its own. */
function common(value: Json, within = ''): Json {
  if (Array.isArray(value)) return value.map((item: Json) => common(item, within));
  if (typeof value === 'number' && value > 1e11) return Math.floor(value / 60_000) * 60_000;
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(
    ([name]) => !(ownWords[name]?.includes(within) || (name === 'region' && within === '')),
  );
  return Object.fromEntries(kept.map(([name, part]) => [name, common(part, name)]));
}

test('the files have no issue, and every API answers the same operations', () => {
  for (const apiStyle of apiStyles) expect(checkConnection(source(apiStyle)).issues).toEqual([]);
  const [rest, ...more] = apiStyles.map((apiStyle) => [...connections.get(apiStyle)!.bindings.keys()].sort());
  for (const operations of more) expect(operations).toEqual(rest);
});

describe.each(others)('%s', (apiStyle) => {
  test('every order of the book has the same business fields as over REST', async () => {
    for (const { number } of shop.book.orders)
      expect(common(await getOrder(apiStyle, number))).toEqual(common(await getOrder('shop', number)));
  });

  test('a customer’s orders come back over pages, and nobody’s are none', async () => {
    const counts = new Map<string, number>();
    for (const { customer } of shop.book.orders)
      counts.set(customer.mail, (counts.get(customer.mail) ?? 0) + 1);
    const [email, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    const find = async (over: string) => done(await ask(over, 'orders.find', { email }))['orders'] as Json[];
    const found = await find(apiStyle);
    expect(count).toBeGreaterThan(5);
    expect(found).toHaveLength(count);
    expect(common(found)).toEqual(common(await find('shop')));
    const nobody = await ask(apiStyle, 'orders.find', { email: 'nobody@x.example' });
    expect(nobody).toEqual({ is: 'done', result: 'none', outputs: {} });
  });

  test('an order that does not exist is none', async () => {
    const unknown = await ask(apiStyle, 'orders.get', { number: '99999999' });
    expect(unknown).toEqual(await ask('shop', 'orders.get', { number: '99999999' }));
  });

  test('quotes are the same, a repeated refund pays once, and refusals map alike', async () => {
    const { number } = shop.book.orders.filter(
      ({ status, refundedCents }) => status === 'ZUGESTELLT' && refundedCents === 0,
    )[others.indexOf(apiStyle)]!;
    const order = await getOrder(apiStyle, number);
    const { minor: total } = order['amount'] as { minor: number };
    const refund = (over: string, minor: number, key: string) =>
      ask(over, 'payments.refund', { order, amount: { minor, currency: 'EUR' }, reason: 'damaged' }, key);
    const quotes = () =>
      Promise.all([apiStyle, 'shop'].map((over) => ask(over, 'payments.quote_refund', { order })));
    const before = (await shop.controls.ledger()).length;

    const [first, second] = [
      await refund(apiStyle, 100, `${apiStyle}-1`),
      await refund(apiStyle, 100, `${apiStyle}-1`),
    ];
    expect(done(first)).toEqual(done(second));
    expect(await shop.controls.ledger()).toHaveLength(before + 1);
    const [quote, same] = await quotes();
    expect(done(quote!)).toMatchObject({ amount: { minor: total - 100 }, refunded: { minor: 100 } });
    expect(quote).toEqual(same);

    expect(await refund(apiStyle, total, `${apiStyle}-2`)).toMatchObject({
      is: 'refused',
      code: 'amount_too_high',
    });
    done(await refund(apiStyle, total - 100, `${apiStyle}-3`));
    const [left, alike] = await quotes();
    const all = { refunded: { minor: total, currency: 'EUR' } };
    expect(left).toEqual({ is: 'done', result: 'already_refunded', outputs: all });
    expect(left).toEqual(alike);
    const again = await refund(apiStyle, 100, `${apiStyle}-4`);
    expect(again).toMatchObject({ is: 'refused', code: 'already_refunded' });
    expect(again).toMatchObject({
      code: ((await refund('shop', 100, `${apiStyle}-5`)) as { code: string }).code,
    });
    expect(await shop.controls.ledger()).toHaveLength(before + 2);
  });

  test('an order that has not left is changed, noted and cancelled, each once for a key, as over REST', async () => {
    const made = shop.book.orders.filter(
      ({ status, refundedCents }) => status === 'NEU' && refundedCents === 0,
    )[others.indexOf(apiStyle)]!;
    const order = await getOrder(apiStyle, made.number);
    const write = (operation: string, inputs: JsonObject, key: string) =>
      ask(apiStyle, operation, { order, ...inputs }, `${apiStyle}-${key}`);
    const place = { street: 'Neuer Weg 2', postcode: '20095', city: 'Hamburg', country: 'DE' };
    const address = { name: 'Ada', ...place };
    const [line] = order['lines'] as { ref: string; name: string; quantity: number }[];
    const lines = [{ line: line!.ref, name: line!.name, quantity: line!.quantity + 1 }];
    for (let time = 0; time < 2; time += 1) {
      const moved = done(await write('orders.change_address', { address }, 'a1'))['order'];
      expect(moved).toMatchObject({ ref: made.id, shippingAddress: address });
      const grown = done(await write('orders.change_lines', { lines }, 'l1'))['order'] as JsonObject;
      expect((grown['lines'] as JsonObject[])[0]).toMatchObject({ quantity: line!.quantity + 1 });
      done(await write('orders.add_note', { text: 'Bitte klingeln & warten.' }, 'n1'));
    }
    const changed = await getOrder(apiStyle, made.number);
    expect(common(changed)).toEqual(common(await getOrder('shop', made.number)));
    const abroad = await write('orders.change_address', { address: { ...address, country: 'FR' } }, 'a2');
    expect(abroad).toMatchObject({ is: 'refused', code: 'other_country' });
    const nobody = await write('orders.change_address', { address: place }, 'a3');
    expect(nobody).toMatchObject({ is: 'refused', code: 'address_invalid' });
    const nothing = (order['lines'] as { ref: string; name: string }[]).map(({ ref, name }) => ({
      ...{ line: ref, name, quantity: 0 },
    }));
    expect(await write('orders.change_lines', { lines: nothing }, 'l2')).toMatchObject({
      code: 'not_changeable',
    });
    const cancel = (key: string) => write('orders.cancel', { reason: 'changed_mind' }, key);
    const cancelled = done(await cancel('c1'));
    expect(cancelled).toMatchObject({ refunded: changed['amount'] });
    expect(done(await cancel('c1'))).toEqual(cancelled);
    expect(await cancel('c2')).toMatchObject({ is: 'refused', code: 'already_cancelled' });
    const kinds = (await shop.controls.ledger()).flatMap(({ nummer, kind }) =>
      nummer === made.number ? kind : [],
    );
    expect(kinds).toEqual(['adresse', 'positionen', 'notiz', 'storno']);
  });

  test.each(['VERSANDT', 'TEILVERSAND', 'STORNIERT', 'GEPACKT'])(
    'what is refused of an order that is %s is refused as over REST',
    async (status) => {
      const { number } = shop.book.orders.findLast((order) => order.status === status)!;
      const order = await getOrder(apiStyle, number);
      const address = { name: 'Ada', street: 'Weg 2', postcode: '20095', city: 'Hamburg', country: 'DE' };
      const [line] = order['lines'] as { ref: string; name: string; quantity: number }[];
      const lines = [{ line: line!.ref, name: line!.name, quantity: line!.quantity }];
      const writes: [string, JsonObject][] = [
        ...(status === 'GEPACKT' ? [] : ([['orders.cancel', { reason: 'other' }]] as [string, JsonObject][])),
        ['orders.change_address', { address }],
        ['orders.change_lines', { lines }],
      ];
      for (const [operation, inputs] of writes) {
        const over = (name: string) =>
          ask(name, operation, { order, ...inputs }, `${name}-${operation}-${status}`);
        const [here, rest] = [await over(apiStyle), await over('shop')];
        expect(here).toMatchObject({ is: 'refused', code: (rest as { code: string }).code });
      }
    },
  );

  test('variants and what a replacement is worth are the same, and it is sent once for a key', async () => {
    const jacket = shop.book.orders.find(({ lines }) => lines.some(({ sku }) => sku === 'MO-4003'))!;
    const line = jacket.lines.find(({ sku }) => sku === 'MO-4003')!.id;
    const variants = async (over: string) =>
      done(await ask(over, 'orders.variants', { order: await getOrder(over, jacket.number), line }));
    expect(await variants(apiStyle)).toEqual(await variants('shop'));
    const plain = shop.book.orders.flatMap((order) =>
      order.lines.filter(({ sku }) => sku === 'KU-1001').map(({ id }) => ({ number: order.number, id })),
    )[0]!;
    const none = await ask(apiStyle, 'orders.variants', {
      order: await getOrder(apiStyle, plain.number),
      line: plain.id,
    });
    expect(none).toEqual({ is: 'done', result: 'none', outputs: {} });

    const made = shop.book.orders
      .filter(
        ({ status, refundedCents, lines }) =>
          status === 'ZUGESTELLT' &&
          refundedCents === 0 &&
          lines.length > 1 &&
          !['GA-3004', 'WO-2006'].includes(lines[0]!.sku),
      )
      .at(-1 - others.indexOf(apiStyle))!;
    const order = await getOrder(apiStyle, made.number);
    const chosen = (ids: readonly { id: string; name: string; quantity: number }[]) =>
      ids.map(({ id, name, quantity }) => ({ line: id, name, quantity }));
    const quote = (over: string, lines: JsonObject[]) =>
      ask(over, 'orders.quote_replacement', { order, lines, reason: 'damaged' });
    const first = chosen(made.lines.slice(0, 1));
    const amount = { minor: made.lines[0]!.cents * made.lines[0]!.quantity, currency: 'EUR' };
    expect(await quote(apiStyle, first)).toEqual(await quote('shop', first));
    expect(done(await quote(apiStyle, first))).toEqual({ amount, refunded: { minor: 0, currency: 'EUR' } });
    const replace = (lines: JsonObject[], key: string) =>
      ask(apiStyle, 'orders.replace', { order, lines, reason: 'damaged', amount }, `${apiStyle}-${key}`);
    const sent = done(await replace(first, 'r1'));
    expect(sent['replacementNumber']).toMatch(/^E[0-9A-F]{6}$/);
    expect(done(await replace(first, 'r1'))).toEqual(sent);
    const all = chosen(made.lines);
    expect(await quote(apiStyle, all)).toMatchObject({ result: 'not_replaceable' });
    expect(await replace(all, 'r2')).toMatchObject({ is: 'refused', code: 'not_replaceable' });
    const rows = (await shop.controls.ledger()).filter(({ nummer }) => nummer === made.number);
    expect(rows.map(({ kind }) => kind)).toEqual(['ersatz']);
  });

  test('what is not in stock any more is not replaced', async () => {
    const gone = shop.book.orders.find(
      ({ status, refundedCents, lines }) =>
        ['ZUGESTELLT', 'VERSANDT'].includes(status) &&
        refundedCents === 0 &&
        lines.some(({ sku }) => ['GA-3004', 'WO-2006'].includes(sku)),
    )!;
    const { id, name, quantity } = gone.lines.find(({ sku }) => ['GA-3004', 'WO-2006'].includes(sku))!;
    const inputs = {
      order: await getOrder(apiStyle, gone.number),
      lines: [{ line: id, name, quantity }],
      reason: 'damaged',
    };
    expect(await ask(apiStyle, 'orders.quote_replacement', inputs)).toMatchObject({ result: 'out_of_stock' });
    const amount = { minor: 1, currency: 'EUR' };
    expect(await ask(apiStyle, 'orders.replace', { ...inputs, amount }, `${apiStyle}-gone`)).toMatchObject({
      is: 'refused',
      code: 'out_of_stock',
    });
  });

  test('a wrong credential is a broken connection, not an order that does not exist', async () => {
    const wrong = connect(apiStyle, { SHOP_SOAP_PASSWORD: 'wrong-password', SHOP_GRAPHQL_KEY: 'wrong-key' });
    const { number } = shop.book.orders[0]!;
    const attempt = await wrong.attempt({ operation: 'orders.get', inputs: { number } });
    expect(attempt).toMatchObject({ code: 'unauthorized' });
  });
});
