/** A merchant's own operations pass the same gates as the product's: verification, approval, keys (DESIGN §5, §7, §8). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { CallStep, FlowIr } from '../../../src/contracts/ir.js';
import type { Effect } from '../../../src/contracts/effect.js';
import { readMerchantFile } from '../../../src/merchants/merchant-file.js';
import type { Store } from '../../../src/store/store.js';
import { answerJson, type HostileServer, serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { testStore } from '../../support/store.js';
import { addOrder, approval, makeWorld, type World } from './support/world.js';
import type { JsonObject } from '../../../src/contracts/json.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const merchantFile = `merchant: acme
zone: Europe/Berlin
handover: { default: service }
custom:
  operations:
    acme.loyalty_points:
      inputs: { order: Order }
      outputs: { points: number, tier: text? }
      effect: read
    acme.credit_points:
      inputs: { order: Order, amount: money }
      outputs: { creditRef: text }
      effect: money
`;

const connectionFile = (url: string) => `connection: club
connector: declarative
baseUrl: ${url}
egress: { allow: [127.0.0.1] }
operations:
  acme.loyalty_points:
    request: { method: GET, path: '/points/\${inputs.order.ref}' }
    same: { ref: $.order }
    fields: { points: $.points, tier: $.tier }
  acme.credit_points:
    request: { method: POST, path: '/credits', body: { cents: '\${inputs.amount.minor}' } }
    idempotency: { key: { header: Idempotency-Key, window: 24h } }
    fields: { creditRef: $.id }
`;

/** The world's merchant with own operations, answered by a system of its own, and a flow that calls them. */
async function ownWorld(server: HostileServer): Promise<World> {
  const world = await makeWorld(store);
  const { config, issues } = readMerchantFile('merchant.yaml', merchantFile, { now: 0 });
  expect(issues).toEqual([]);
  const vocabulary = config!.vocabulary;
  const source = { file: 'club.yaml', text: connectionFile(server.url), vocabulary };
  const built = buildConnection({
    ...source,
    secrets: () => undefined,
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(built.issues).toEqual([]);
  const merchant = world.deps.merchants.get(world.merchant)!;
  world.config.vocabulary = vocabulary;
  const shopFor = merchant.connectionFor.bind(merchant);
  merchant.connectionFor = (name) => (name.startsWith('acme.') ? built.connection : shopFor(name));
  await store.flowVersions.publish({
    merchant: world.merchant,
    flow: 'own',
    hash: 'own',
    ir: ownFlow(world.merchant),
  });
  return world;
}

function ownFlow(merchant: string): FlowIr {
  const step = (id: string, operation: string, effect: Effect, extra: Partial<CallStep> = {}): CallStep => ({
    ...{ kind: 'call', id, named: true, title: id, line: 1, effect, inputs: {}, outcomes: {} },
    operation,
    ...extra,
  });
  return {
    ...{ schema: 1, flow: 'own', title: 'Own', inputs: {}, results: {}, policy: {}, defaultQueue: 'service' },
    merchant: { id: merchant, name: 'Own', language: 'en', zone: 'Europe/Berlin' },
    steps: [
      step('points', 'acme.loyalty_points', 'read'),
      step('credit', 'acme.credit_points', 'money', { approval }),
    ],
    sentences: { ask_facts: '', ask_facts_again: '', ask_again: '', internal_error: '' },
  };
}

const asJson = (value: object): JsonObject => value as JsonObject;

test('one on an order runs for a customer who is verified for it, and for nobody else', async () => {
  await using server = await serve((_, response) => {
    answerJson(response, 200, { order: 'ref-1001', points: '12', tier: null });
  });
  await using world = await ownWorld(server);
  const order = addOrder(world, '1001');
  const inputs = asJson({ order });
  expect(await world.call('points', { hash: 'own', inputs })).toMatchObject({ outcome: 'needs_facts' });
  expect(
    await world.call('points', { hash: 'own', inputs, facts: { email: 'else@example.com' } }),
  ).not.toMatchObject({
    outcome: 'done',
  });
  expect(server.hits).toHaveLength(0);
  const verified = { hash: 'own', inputs, facts: { email: 'mia@example.com' } };
  expect(await world.call('points', verified)).toEqual({
    outcome: 'done',
    result: 'done',
    outputs: { points: 12 },
  });
  expect(server.hits.map(({ url }) => url)).toEqual(['/points/ref-1001']);
});

test('an answer about another order than the one asked for is never told', async () => {
  await using server = await serve((_, response) => {
    answerJson(response, 200, { order: 'ref-2002', points: 99 });
  });
  await using world = await ownWorld(server);
  const order = addOrder(world, '1001');
  const options = { hash: 'own', inputs: asJson({ order }), facts: { email: 'mia@example.com' } };
  expect(await world.tryCall('points', options)).toMatchObject({ outcome: 'not_now' });
  expect(server.hits).toHaveLength(1);
});

test('one that moves money is not sent without an approval: no band spares what no guard watches', async () => {
  await using server = await serve((_, response) => {
    answerJson(response, 200, { id: 'c-1' });
  });
  await using world = await ownWorld(server);
  const order = addOrder(world, '1001');
  const inputs = asJson({ order, amount: { minor: 100, currency: 'EUR' } });
  const options = {
    hash: 'own',
    inputs,
    facts: { email: 'mia@example.com' },
    confirmed: 'customer' as const,
  };
  expect(await world.call('credit', options)).toMatchObject({ outcome: 'needs_approval' });
  expect(server.hits).toHaveLength(0);
});
