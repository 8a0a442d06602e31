/** The demo's shop behind its REST connections, with a flow that has a step for every write, and attempts at them. */
import { refundReasons } from '../../../../src/contracts/refund-reason.js';
import { readFileSync } from 'node:fs';
import { type Carrier, demoCarrierKey, startCarrier } from '../../../../demo/carriers/carrier.js';
import { demoDefaults, type Shop, startShop } from '../../../../demo/shop/shop.js';
import { buildConnection } from '../../../../src/connectors/build-connection.js';
import type { Connection } from '../../../../src/connectors/connector.js';
import type { CallResult } from '../../../../src/contracts/call-result.js';
import type { CallStep, FlowIr } from '../../../../src/contracts/ir.js';
import type { JsonObject } from '../../../../src/contracts/json.js';
import type { Store } from '../../../../src/store/store.js';
import { temporaryFolder } from '../../../demo/shop/support.js';
import { memoryTokens } from '../../../support/memory-tokens.js';
import { testStore } from '../../../support/store.js';
import { approval, type CallOptions, makeWorld, type World } from '../support/world.js';
import { type Owned, type Read, type Write, writes } from './writes.js';

/** A shop and a store that all attempts share. */
export interface Ground extends AsyncDisposable {
  shop: Shop;
  carrier: Carrier;
  store: Store;
  read: Read;
  connectionFor(operation: string): Connection;
}

/** One attempt's place: a merchant of its own, the write, its owner's record and somebody else's. */
export interface Scene {
  world: World;
  store: Store;
  write: Write;
  mine: Owned;
  theirs: Owned;
  /** What the owner of a record says who is verified by facts and has said yes. */
  right(owned?: Owned): Promise<CallOptions>;
  /** Calls the write; the outcome, or the code with which it fails or comes back. */
  call(options: CallOptions): Promise<string>;
  /** The same, with all that came out. */
  result(options: CallOptions): Promise<CallResult>;
}

/** Starts the shop and the store. */
export async function startGround(): Promise<Ground> {
  const folder = await temporaryFolder();
  const store = await testStore();
  const shop = await startShop({ dataFolder: folder.path });
  const carrier = await startCarrier({ dataFolder: folder.path });
  const connections = new Map(
    ['shop', 'abos', 'retouren', 'blitz'].map((name) => [name, connect({ shop, carrier }, name)]),
  );
  const connectionFor = (operation: string): Connection =>
    [...connections.values()].find(({ bindings }) => bindings.has(operation)) ?? connections.get('shop')!;
  const read: Read = async (operation, inputs) => {
    const attempt = await connectionFor(operation).attempt({ operation, inputs });
    if (attempt.is !== 'done') throw new Error(`${operation}: ${attempt.is}`);
    return attempt.outputs;
  };
  return {
    ...{ shop, carrier, store, read, connectionFor },
    async [Symbol.asyncDispose]() {
      await shop[Symbol.asyncDispose]();
      await carrier[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function connect({ shop, carrier }: Pick<Ground, 'shop' | 'carrier'>, name: string): Connection {
  const file = `merchants/demo/connections/${name}.yaml`;
  const secrets: Record<string, string> = {
    SHOP_URL: shop.url,
    SHOP_ID: demoDefaults.clientId,
    SHOP_SECRET: demoDefaults.clientSecret,
    CARRIER_URL: carrier.url,
    CARRIER_KEY: demoCarrierKey,
  };
  const built = buildConnection({
    ...{ file, text: readFileSync(file, 'utf8'), tokens: memoryTokens(), egressAllow: ['127.0.0.1'] },
    secrets: (secret) => secrets[secret],
  });
  if (built.connection === undefined) throw new Error(JSON.stringify(built.issues));
  return built.connection;
}

/** The step of a write. */
export const stepOf = ({ operation }: Write): string => operation.replace('.', '_');

function flowOf(merchant: string, isApproved: boolean): FlowIr {
  const step = (write: Write): CallStep => ({
    ...{ kind: 'call', id: stepOf(write), named: true, title: '', line: 1, inputs: {}, outcomes: {} },
    ...{ effect: write.effect, operation: write.operation },
    ...(write.effect === 'money' && isApproved ? { approval } : {}),
  });
  return {
    ...{ schema: 1, flow: 'writes', title: '', inputs: {}, results: {}, policy: {}, defaultQueue: 'x' },
    merchant: { id: merchant, name: '', language: 'en', zone: 'Europe/Berlin' },
    steps: writes.map(step),
    sentences: { ask_facts: '', ask_facts_again: '', ask_again: '', internal_error: '' },
  };
}

/** The flow as it stands, and as somebody has edited it: no money step has an approval any more. */
export const hashes = { writes: 'writes', edited: 'edited' };

async function owned(ground: Ground, { kind }: Write, number: string): Promise<Owned> {
  const record = (await ground.read(`${kind}s.get`, { number }))[kind] as JsonObject;
  const { customerEmail, customerRef } = record as { customerEmail: string; customerRef: string };
  return { kind, record, number, email: customerEmail, customerRef };
}

/** Two records for a write that no other write has. */
function recordsOf(write: Write, shop: Shop): string[] {
  const numbers = write.numbers(shop);
  const alike = writes.filter((each) => each.numbers(shop).join() === numbers.join());
  const from = alike.indexOf(write) * 2;
  const own = numbers.slice(from, from + 2);
  if (own.length < 2) throw new Error(`There are too few records for ${write.operation}.`);
  return own;
}

/** A place for an attempt; a band covers all, so that nothing but what is tried can be in its way. */
export async function sceneOf(ground: Ground, write: Write): Promise<Scene & AsyncDisposable> {
  const { store, shop } = ground;
  const world = await makeWorld(store);
  const { merchant } = world;
  world.deps.merchants.get(merchant)!.connectionFor = (operation) => ground.connectionFor(operation);
  world.config.bands = {
    'refund.autoApprove': { upTo: { minor: 100_000, currency: 'EUR' }, reasons: refundReasons },
  };
  for (const hash of [hashes.writes, hashes.edited]) {
    const ir = flowOf(merchant, hash === hashes.writes);
    await store.flowVersions.publish({ merchant, flow: 'writes', hash, ir });
  }
  const [mine, theirs] = await Promise.all(
    recordsOf(write, shop).map((number) => owned(ground, write, number)),
  );
  const step = stepOf(write);
  const result = (options: CallOptions) => world.call(step, { operation: write.operation, ...options });
  return {
    ...{ world, store, write, mine: mine!, theirs: theirs!, result },
    async right(of = mine!) {
      const inputs = { [of.kind]: of.record, ...(await write.inputs(of.record, ground.read)) };
      const run = `${merchant}/c1/run`;
      return {
        hash: hashes.writes,
        inputs,
        facts: { email: of.email },
        confirmed: 'customer',
        workflowId: run,
      };
    },
    async call(options) {
      try {
        const called = await result(options);
        return called.outcome === 'refused' ? `refused: ${called.refusal.code}` : called.outcome;
      } catch (error) {
        return `failed: ${(error as { type?: string }).type ?? String(error)}`;
      }
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

/** How many requests have carried a key so far: each is a write that has left, whatever the shop made of it. */
export async function sent({ shop, carrier }: Ground): Promise<number> {
  const requests = await Promise.all([shop, carrier].map(({ controls }) => controls.requests()));
  return requests.flat().filter(({ key }) => key !== undefined).length;
}
