/** Writes on orders at the demo's shop: once, by the customer they belong to, after their yes, with the approval. */
import { refundReasons } from '../../../src/contracts/refund-reason.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Order as ShopOrder } from '../../../demo/shop/order.js';
import type { Shop } from '../../../demo/shop/shop.js';
import { demoDefaults, startShop } from '../../../demo/shop/shop.js';
import type { Order } from '../../../src/commerce/orders/order.js';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Connection } from '../../../src/connectors/connector.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { CallStep, FlowIr } from '../../../src/contracts/ir.js';
import type { Effect } from '../../../src/contracts/effect.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import type { Store } from '../../../src/store/store.js';
import { temporaryFolder } from '../../demo/shop/support.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { testStore } from '../../support/store.js';
import { approved } from './support/approving.js';
import { approval, type CallOptions, makeWorld, type World } from './support/world.js';

/** Each writing operation by its step. */
const writes = {
  cancel: 'money',
  changeAddress: 'write',
  changeLines: 'write',
  replace: 'money',
} as const satisfies Record<string, Effect>;

type Write = keyof typeof writes;
const names = Object.keys(writes) as Write[];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
let shop: Shop;
let connection: Connection;
let world: World;

beforeAll(async () => {
  folder = await temporaryFolder();
  store = await testStore();
  shop = await startShop({ dataFolder: folder.path });
  const file = 'merchants/demo/connections/shop.yaml';
  const secrets: Record<string, string> = {
    SHOP_URL: shop.url,
    SHOP_ID: demoDefaults.clientId,
    SHOP_SECRET: demoDefaults.clientSecret,
  };
  const built = buildConnection({
    ...{ file, text: readFileSync(file, 'utf8'), tokens: memoryTokens(), egressAllow: ['127.0.0.1'] },
    secrets: (name) => secrets[name],
  });
  expect(built.issues).toEqual([]);
  connection = built.connection!;
});

afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await shop.controls.reset();
  world = await makeWorld(store);
  world.deps.merchants.get(world.merchant)!.connectionFor = () => connection;
  const { merchant } = world;
  await store.flowVersions.publish({ merchant, flow: 'changes', hash: 'changes', ir: flowOf(merchant) });
});

afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

function flowOf(merchant: string): FlowIr {
  const step = (id: Write): CallStep => ({
    ...{ kind: 'call', id, named: true, title: id, line: 1, effect: writes[id], inputs: {}, outcomes: {} },
    operation: `orders.${id.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`)}`,
    ...(writes[id] === 'money' ? { approval } : {}),
  });
  return {
    ...{ schema: 1, flow: 'changes', title: '', inputs: {}, results: {}, policy: {}, defaultQueue: 'x' },
    merchant: { id: merchant, name: '', language: 'en', zone: 'Europe/Berlin' },
    steps: names.map(step),
    sentences: { ask_facts: '', ask_facts_again: '', ask_again: '', internal_error: '' },
  };
}

const unconfirmed = (options: CallOptions): CallOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'confirmed'));

const used = new Set<string>();

/** An order that no test has taken, and that the band covers or does not. */
async function orderFor(write: Write, isDear: boolean): Promise<Order & { email: string }> {
  const open = write === 'cancel' && !isDear ? 'GEPACKT' : 'NEU';
  const status = write === 'replace' ? 'ZUGESTELLT' : open;
  const fits = ({ id, totalCents, refundedCents, lines, ...order }: ShopOrder): boolean => {
    const isOne = write === 'replace' ? lines.length === 1 : write === 'cancel' || lines.length > 1;
    const isPriced = isDear === (totalCents > 5000 && totalCents < 20_000);
    return !used.has(id) && order.status === status && refundedCents === 0 && isOne && isPriced;
  };
  const found = shop.book.orders.find(fits)!;
  used.add(found.id);
  const attempt = await connection.attempt({ operation: 'orders.get', inputs: { number: found.number } });
  if (attempt.is !== 'done') throw new Error(attempt.is);
  return { ...(attempt.outputs['order'] as unknown as Order), email: found.customer.mail };
}

const address = { name: 'Ada', street: 'Neuer Weg 2', postcode: '20095', city: 'Hamburg', country: 'DE' };

function inputsOf(write: Write, order: Order): JsonObject {
  const [line] = order.lines;
  const lines = [{ line: line!.ref!, name: line!.name, quantity: write === 'replace' ? line!.quantity : 0 }];
  const own: Record<Write, object> = {
    cancel: { reason: 'changed_mind' },
    changeAddress: { address },
    changeLines: { lines },
    replace: { lines, reason: 'damaged', amount: order.amount },
  };
  return { order, ...own[write] } as unknown as JsonObject;
}

const right = (write: Write, { email, ...order }: Order & { email: string }): CallOptions => ({
  ...{ hash: 'changes', inputs: inputsOf(write, order), facts: { email }, confirmed: 'customer' },
  workflowId: `w-${order.number}`,
});

const written = async ({ number }: Order) =>
  (await shop.controls.ledger()).filter(({ nummer }) => nummer === number).map(({ kind }) => kind);

const kinds = { cancel: 'storno', changeAddress: 'adresse', changeLines: 'positionen', replace: 'ersatz' };

describe.each(names)('%s', (write) => {
  test('happens once, also when its answer is lost', async () => {
    world.config.bands = {
      'refund.autoApprove': { upTo: { minor: 50_000, currency: 'EUR' }, reasons: refundReasons },
    };
    const order = await orderFor(write, false);
    await shop.controls.fail({ match: { method: 'POST', path: order.ref }, times: 1, kind: 'act_and_lose' });
    // The quote of a replacement is asked by POST too: then it is its answer that is lost.
    const outcomes = [];
    for (let attempt = 0; attempt < 3; attempt += 1)
      outcomes.push((await world.tryCall(write, right(write, order))).outcome);
    expect(outcomes.at(-1)).toBe('done');
    expect(await written(order)).toEqual([kinds[write]]);
  });

  test('is not done for a stranger, without a yes, for other facts, or from a flow that has no such step', async () => {
    const order = await orderFor(write, false);
    const options = right(write, order);
    const attempts: [CallOptions, string][] = [
      [{ ...options, facts: {} }, 'needs_facts'],
      [{ ...options, facts: { email: 'mallory@evil.example' } }, 'needs_facts'],
      [unconfirmed(options), 'refused'],
    ];
    for (const [attempt, outcome] of attempts) expect([await outcomeOf(attempt)]).toEqual([outcome]);
    await expect(world.call(write, { ...options, hash: 'h1' })).rejects.toThrow();
    expect(await written(order)).toEqual([]);

    async function outcomeOf(attempt: CallOptions) {
      return (await world.call(write, attempt)).outcome;
    }
  });
});

function requestIn(asked: CallResult): { digest: string; expiresAt: number } {
  if (asked.outcome !== 'needs_approval') throw new Error(`expected a request, not ${asked.outcome}`);
  return asked.request;
}

describe.each(['cancel', 'replace'] as const)('%s moves money', (write) => {
  test('so it waits above the band, for an agent’s yes, and for a decision on exactly this', async () => {
    const order = await orderFor(write, true);
    const options = right(write, order);
    const asked = await world.call(write, options);
    expect(asked).toMatchObject({ outcome: 'needs_approval', request: { role: 'refund-approver' } });
    const { digest, expiresAt } = requestIn(asked);
    world.config.bands = {
      'refund.autoApprove': { upTo: { minor: 50_000, currency: 'EUR' }, reasons: refundReasons },
    };
    expect(await world.call(write, { ...options, confirmed: 'agent' })).toMatchObject({
      outcome: 'needs_approval',
    });
    const requestId = `${options.workflowId!}#${write}#1`;
    const decided = (changes: string) => ({
      ...options,
      ...approved(world, changes, { requestId, expiresAt }),
    });
    expect((await world.call(write, decided('another digest'))).outcome).toBe('superseded');
    expect(await written(order)).toEqual([]);
    expect((await world.call(write, decided(digest))).outcome).toBe('done');
    expect(await written(order)).toEqual([kinds[write]]);
  });
});

test('what somebody has changed since is not cancelled on the old approval', async () => {
  const order = await orderFor('cancel', true);
  const options = right('cancel', order);
  const asked = await world.call('cancel', options);
  const { digest, expiresAt } = requestIn(asked);
  const [line] = order.lines;
  const more = { line: line!.ref!, name: line!.name, quantity: line!.quantity + 1 };
  const inputs = { order, lines: [more] } as unknown as JsonObject;
  const idempotencyKey = 'by a colleague';
  await connection.attempt({ operation: 'orders.change_lines', inputs, idempotencyKey });
  const requestId = `${options.workflowId!}#cancel#1`;
  const late = { ...options, ...approved(world, digest, { requestId, expiresAt }) };
  expect((await world.call('cancel', late)).outcome).toBe('superseded');
  expect(await written(order)).toEqual(['positionen']);
});
