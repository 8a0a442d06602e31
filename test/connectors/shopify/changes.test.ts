/** What the connector for Shopify changes, against a shop with a memory: once each, also after a lost answer. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { getVariableValues, Kind, parse } from 'graphql';
import type { Attempt, Connection, OperationCall } from '../../../src/connectors/connector.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { contractId } from '../../peers/shopify/little-contract.js';
import { type LittleShop, orderId, type Sent, startLittleShop } from '../../peers/shopify/little-shop.js';
import { connected } from './connected.js';
import { shopifySchema, whyNoShopifySchema } from './schema.js';

let shop: LittleShop;
let connection: Connection;

/** All that was asked for, for the schema to judge. */
const asked: Sent[] = [];

async function open(): Promise<void> {
  shop = await startLittleShop();
  connection = connected(shop.url);
}
async function close(): Promise<void> {
  asked.push(...shop.sent);
  await shop[Symbol.asyncDispose]();
}
beforeEach(open);
afterEach(close);

const KEY = '0b0e7a52-9a3f-4a49-8d6c-0d6c7f5d4a11';
const call = (operation: string, inputs: JsonObject, more: Partial<OperationCall> = {}): Promise<Attempt> =>
  connection.attempt({ operation, inputs, idempotencyKey: KEY, ...more });
const happened = (operation: string, inputs: JsonObject): Promise<Attempt> =>
  call(`${operation}.happened`, inputs, { purpose: 'look_up' });

const address = { name: 'Ida Falk', street: 'Weg 1', postcode: '10115', city: 'Berlin', country: 'DE' };
const order = {
  ...{
    ref: orderId,
    number: '1',
    status: 'open',
    customerEmail: 'ida@example.com',
    shippingAddress: address,
  },
  ...{ amount: { minor: 6000, currency: 'EUR' }, lines: [], shipments: [], returns: [] },
};
const chosen = (line: string, quantity: number, sku?: string) => ({
  ...{ line, name: 'Boots', quantity },
  ...(sku === undefined ? {} : { sku }),
});
const piece = chosen('gid://shopify/FulfillmentLineItem/1', 1);
const subscription = { ref: contractId, nextOrderAt: Date.parse('2026-12-01T00:00:00Z') };

/** Each write: its inputs, the document that commits it, and how often the shop has done it. */
const writes: [string, JsonObject, string, () => number][] = [
  ['orders.add_note', { order, text: 'Ring twice.' }, 'OrderUpdate', () => shop.state.marks.length],
  ['orders.change_lines', { order, lines: [chosen('1', 1)] }, 'EditCommit', () => shop.state.commits],
  [
    'orders.replace',
    { order, lines: [chosen('1', 1)], reason: 'damaged', amount: { minor: 2000, currency: 'EUR' } },
    'ReplacementComplete',
    () => shop.state.replacements.length,
  ],
  [
    'returns.create',
    { order, lines: [piece], reason: 'damaged' },
    'ReturnCreate',
    () => shop.state.returns.length,
  ],
  [
    'subscriptions.cancel',
    { subscription, at: 'now' },
    'SubscriptionCancel',
    () => Number(shop.state.contract.status === 'CANCELLED'),
  ],
  [
    'subscriptions.pause',
    { subscription },
    'SubscriptionPause',
    () => Number(shop.state.contract.status === 'PAUSED'),
  ],
  [
    'subscriptions.pause',
    { subscription, until: '2027-01-15' },
    'SubscriptionPause',
    () => Number(shop.state.contract.nextBillingDate === '2027-01-15T00:00:00Z'),
  ],
  ['subscriptions.skip', { subscription }, 'SubscriptionSkip', () => shop.state.contract.skipped.length],
];

describe.each(writes)('%s', (operation, inputs, commits, times) => {
  test('is done once', async () => {
    expect(await happened(operation, inputs)).toMatchObject({ is: 'done', result: 'not_happened' });
    expect(await call(operation, inputs)).toMatchObject({ is: 'done', result: 'done' });
    expect([times(), shop.sent.at(-1)?.name]).toEqual([1, commits]);
  });

  test('is not clear when its answer is lost, and the shop tells that it has happened', async () => {
    shop.lost.push(commits);
    expect(await call(operation, inputs)).toMatchObject({ is: 'unclear' });
    expect(times()).toBe(1);
    expect(await happened(operation, inputs)).toMatchObject({ is: 'done', result: 'happened' });
  });
});

test.each(writes.filter(([operation]) => operation !== 'returns.create'))(
  '%s has done nothing when an answer before the last one is lost',
  async (operation, inputs, commits, times) => {
    await call(operation, inputs);
    const before = new Set(shop.sent.map(({ name }) => name).filter((name) => name !== commits));
    expect(before.size).toBeGreaterThan(0);
    for (const name of before) {
      await close();
      await open();
      shop.lost.push(name);
      expect([name, (await call(operation, inputs)).is, times()]).toEqual([name, 'unsent', 0]);
    }
  },
);

test('a note is added to what stands there', async () => {
  shop.state.note = 'From the customer.';
  await call('orders.add_note', { order, text: 'Ring twice.' });
  expect(shop.state.note).toBe('From the customer.\nRing twice.');
  const long = await call('orders.add_note', { order, text: 'x'.repeat(5000) }, { idempotencyKey: 'k2' });
  expect(long).toMatchObject({ is: 'refused', code: 'note_invalid' });
});

describe('lines', () => {
  test('are set, taken off and swapped in one edit', async () => {
    const lines = [chosen('1', 1), chosen('2', 1, 'BOOT-42')];
    expect(await call('orders.change_lines', { order, lines })).toMatchObject({ is: 'done' });
    expect(shop.state.lines.map(({ variant, quantity }) => [variant, quantity])).toEqual([
      [42, 1],
      [41, 0],
      [42, 1],
    ]);
    expect(await happened('orders.change_lines', { order, lines })).toMatchObject({ result: 'happened' });
    const other = { order, lines: [chosen('1', 2), chosen('2', 1, 'BOOT-42')] };
    expect(await happened('orders.change_lines', other)).toMatchObject({ result: 'not_happened' });
  });

  test.each([
    ['a line that is not there', [chosen('9', 1)], { is: 'refused', code: 'not_changeable' }],
    ['what a product does not have', [chosen('1', 1, 'SHOE-1')], { is: 'refused', code: 'input_unusable' }],
    ['nothing', [], { is: 'refused', code: 'not_changeable' }],
  ])('are left as they are for %s', async (_, lines, attempt) => {
    expect(await call('orders.change_lines', { order, lines })).toMatchObject(attempt);
    expect(shop.state.commits).toBe(0);
  });

  test('can be what their product has', async () => {
    shop.state.soldOut = [41];
    expect(await call('orders.variants', { order, line: '1' })).toMatchObject({
      result: 'found',
      outputs: {
        variants: [
          { sku: 'BOOT-41', name: 'Boots', options: '41', price: { minor: 2000 }, available: false },
          { sku: 'BOOT-42', available: true },
        ],
      },
    });
  });
});

describe('a replacement', () => {
  const inputs = { order, lines: [chosen('1', 2), chosen('2', 1, 'BOOT-42')], reason: 'damaged' };
  test('is worth what its pieces cost, if all are in stock', async () => {
    const quote = { result: 'replaceable', outputs: { amount: { minor: 6000, currency: 'EUR' } } };
    expect(await call('orders.quote_replacement', inputs)).toMatchObject(quote);
    shop.state.soldOut = [42];
    expect(await call('orders.quote_replacement', inputs)).toMatchObject({ result: 'out_of_stock' });
    const unknown = { ...inputs, lines: [chosen('9', 1)] };
    expect(await call('orders.quote_replacement', unknown)).toMatchObject({ result: 'not_replaceable' });
  });

  test('goes where the order went, or where it shall go, and costs nothing', async () => {
    const amount = { minor: 6000, currency: 'EUR' };
    const first = await call('orders.replace', { ...inputs, amount });
    expect(first).toMatchObject({ outputs: { replacementNumber: '2001' } });
    const to = { ...address, street: 'Allee 2' };
    await call('orders.replace', { ...inputs, amount, address: to }, { idempotencyKey: 'k2' });
    expect(shop.state.drafts).toMatchObject([
      {
        lines: [
          { variantId: 'gid://shopify/ProductVariant/42', quantity: 2 },
          { variantId: 'gid://shopify/ProductVariant/42', quantity: 1 },
        ],
        ...{ address: { address1: 'Weg 1' }, discount: { value: 100, valueType: 'PERCENTAGE' } },
        tags: [expect.stringMatching(/^orderly-[0-9A-F]{32}$/)],
      },
      { address: { address1: 'Allee 2', lastName: 'Ida Falk' } },
    ]);
  });
});

describe('a return', () => {
  test('has a fee only where it costs something, and is refused for more than there is', async () => {
    const fee = (minor: number) => ({
      order,
      lines: [piece],
      reason: 'late',
      fee: { minor, currency: 'EUR' },
    });
    await call('returns.create', fee(0));
    await call('returns.create', fee(250), { idempotencyKey: 'k2' });
    expect(shop.state.returns.map((one) => one.fee)).toEqual([
      null,
      { amount: { amount: '2.50', currencyCode: 'EUR' } },
    ]);
    const more = await call('returns.create', fee(0), { idempotencyKey: 'k3' });
    expect(more).toMatchObject({ is: 'refused', code: 'not_returnable' });
  });

  test('is called off once', async () => {
    const made = await call('returns.create', { order, lines: [piece], reason: 'late' });
    expect(made).toMatchObject({ outputs: { return: { number: '#1-R1', status: 'approved' } } });
    const inputs = { order, return: { ref: 'gid://shopify/Return/1' } };
    expect(await happened('returns.cancel', inputs)).toMatchObject({ result: 'not_happened' });
    expect(await call('returns.cancel', inputs)).toMatchObject({ is: 'done' });
    expect(await happened('returns.cancel', inputs)).toMatchObject({ result: 'happened' });
    const again = await call('returns.cancel', inputs);
    expect(again).toMatchObject({ is: 'refused', code: 'already_cancelled' });
  });
});

describe('a subscription', () => {
  test.each(['cancel', 'pause', 'resume', 'skip'])('of another app is not ours to %s', async (what) => {
    shop.state.contract.app = 'gid://shopify/App/2';
    const came = await call(`subscriptions.${what}`, { subscription, at: 'now' });
    expect(came).toMatchObject({ is: 'refused', code: 'not_owner' });
    expect(shop.sent.map(({ name }) => name)).toEqual(['SubscriptionState']);
  });

  test.each([
    ['cancel', 'CANCELLED', 'already_cancelled'],
    ['pause', 'PAUSED', 'already_paused'],
    ['resume', 'ACTIVE', 'not_paused'],
    ['skip', 'EXPIRED', 'not_skippable'],
  ])('cannot %s when it is %s', async (what, status, code) => {
    shop.state.contract.status = status;
    const came = await call(`subscriptions.${what}`, { subscription, at: 'now' });
    expect(came).toMatchObject({ is: 'refused', code });
  });

  test('goes on once it is resumed', async () => {
    shop.state.contract.status = 'PAUSED';
    expect(await call('subscriptions.resume', { subscription })).toMatchObject({ is: 'done' });
    expect(shop.state.contract.status).toBe('ACTIVE');
  });
});

const why = whyNoShopifySchema();
(why === undefined ? test : test.skip)(
  `every value that was sent is one of the schema's${why === undefined ? '' : ` (${why})`}`,
  () => {
    const schema = shopifySchema();
    const wrong = asked.flatMap(({ name, query, variables }) => {
      const [operation] = parse(query).definitions;
      const declared = operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions : [];
      const { errors = [] } = getVariableValues(schema, declared ?? [], variables);
      return errors.map(({ message }) => `${name}: ${message}`);
    });
    expect(asked.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  },
);
