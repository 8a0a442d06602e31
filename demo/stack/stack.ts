/** The demo merchant's whole stack as processes of their own: server, shop, carrier, worker; and a client in this one. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { OrderlyClient } from '../../src/client/client.js';
import { dataConverterOf } from '../../src/security/keys/data-converter.js';
import { openSealedStore } from '../../src/security/keys/open-sealed-store.js';
import { loadConfig, requireSecret } from '../../src/platform/config.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { connectTemporal } from '../../src/platform/temporal/connect.js';
import { discover } from '../../src/platform/embedded/server-file.js';
import type { Store } from '../../src/store/store.js';
import { addressesOf } from '../shop/addresses.js';
import { type BookOptions, makeOrderBook } from '../shop/order-book.js';
import { prepareStore, programArguments } from '../prepared.js';
import { spawnProgram, type SpawnedProgram } from '../shop/spawn.js';
import { type StoryOrders, storyOrders } from '../shop/stories.js';
import { makeSubscriptions } from '../shop/subscriptions/make-subscriptions.js';
import { type StorySubscriptions, storySubscriptions } from '../shop/subscriptions/stories.js';
import { Parts } from './parts.js';
import { type ServiceProcess, startService } from './service-process.js';

/** Options of a stack. */
export interface StackOptions {
  /** Seed of the order book. */
  seed?: number;
  /** How many times as large the order book is; 1 by default. */
  times?: number;
  /** Hears of progress, a line each. */
  log?: (line: string) => void;
  /** Settings of the worker beside its own. */
  workerEnv?: Readonly<Record<string, string>>;
  /** Hears every line that a worker writes. */
  workerLog?: (line: string) => void;
  /** A PostgreSQL in the place of the embedded store. */
  databaseUrl?: string;
  /** Leaves the data folder at the end. */
  keepFiles?: boolean;
  /** Done while the worker starts: the API, for one, does not need it. */
  beside?: (begun: BegunStack) => Promise<void>;
}

/** Keys that the demo makes anew at each start: nothing secret stands in a file of the project. */
interface DemoKeys {
  channel: string;
  anna: string;
  ben: string;
}

/** What runs before the worker does. */
export interface BegunStack {
  store: Store;
  shop: SpawnedProgram;
  stories: StoryOrders;
  keys: DemoKeys;
  addresses: { temporal: string; ui: string; database: string };
  /** The environment of the worker, for commands that a test runs beside it. */
  env: Readonly<Record<string, string>>;
}

/** Everything that runs, and what a scene or a test needs of it. */
export interface Stack extends BegunStack, AsyncDisposable {
  client: OrderlyClient;
  temporal: Client;
  carrier: SpawnedProgram;
  subscriptions: StorySubscriptions;
  /** The embedded server. */
  server: ServiceProcess;
  worker: ServiceProcess;
  /** Starts the server anew, once the first one has ended; the stack ends it. */
  startServer(): Promise<ServiceProcess>;
  /** Starts the shop anew at its address and with its ledger, once the first one has ended; the stack ends it. */
  startShop(): Promise<SpawnedProgram>;
  /** Starts another worker; the stack ends it. */
  startWorker(): Promise<ServiceProcess>;
}

const readyLine = (line: Record<string, unknown>): boolean => line['msg'] === 'ready';

/** Starts all of it; disposing ends every process and removes the data. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const parts = new Parts();
  try {
    return await start(options, parts);
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    throw error;
  }
}

async function start(options: StackOptions, parts: Parts): Promise<Stack> {
  const log = options.log ?? (() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'orderly-demo-'));
  parts.defer(() => (options.keepFiles === true ? undefined : rm(folder, { recursive: true, force: true })));
  const { seed = 7, times = 1 } = options;
  const day = new Date().toISOString().slice(0, 10);
  log('server, shop and carrier: starting');
  await prepareStore(join(folder, 'server', 'store'));
  const begin = async (): Promise<Server> => {
    const begun = await startServer(join(folder, 'server'));
    parts.use(begun.process);
    return { ...begun, database: options.databaseUrl ?? begun.database };
  };
  const beginShop = async (port?: number): Promise<SpawnedProgram> =>
    parts.use(
      await spawnProgram('shop', {
        ...{ dataFolder: join(folder, 'shop'), seed, now: day, times },
        ...(port === undefined ? {} : { port }),
      }),
    );
  const beginCarrier = async (): Promise<SpawnedProgram> =>
    parts.use(await spawnProgram('carrier', { dataFolder: join(folder, 'carrier'), seed, now: day, times }));
  const [server, shop, carrier] = await together([begin(), beginShop(), beginCarrier()]);
  const { keys, env } = settings(server, shop, carrier, options);
  const { temporal, store, client } = await connectClient(server, env, parts);
  const startWorker = async (): Promise<ServiceProcess> =>
    parts.use(await workerProcess(env, options.workerLog));
  const { stories, subscriptions } = storiesOf({ seed, now: Date.parse(day), times });
  const { process, ...addresses } = server;
  const begun: BegunStack = { store, shop, stories, keys, addresses, env };
  log('worker: starting');
  const [worker] = await together([startWorker(), options.beside?.(begun)]);
  return {
    ...begun,
    ...{ client, temporal, carrier, subscriptions },
    server: process,
    worker,
    startServer: async () => (await begin()).process,
    startShop: () => beginShop(Number(new URL(shop.url).port)),
    startWorker,
    [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose](),
  };
}

/** All results; if one fails, the others have ended too, so that nothing starts after the end. */
async function together<Started extends readonly unknown[] | []>(
  started: Started,
): Promise<{ -readonly [At in keyof Started]: Awaited<Started[At]> }> {
  await Promise.allSettled(started);
  return Promise.all(started);
}

/** What stories can be told of the shop's orders and subscriptions. */
function storiesOf(made: BookOptions): Pick<Stack, 'stories' | 'subscriptions'> {
  const book = makeOrderBook(made);
  return { stories: storyOrders(book), subscriptions: storySubscriptions(makeSubscriptions(book, made)) };
}

async function connectClient(
  server: Server,
  env: Readonly<Record<string, string>>,
  parts: Parts,
): Promise<{ temporal: Client; store: Store; client: OrderlyClient }> {
  const connection = await connectTemporal({ address: server.temporal, namespace: 'default' });
  parts.defer(() => connection.close());
  // As the worker: sealed if the test gives it a master key.
  const config = await loadConfig(env);
  const { store, keys } = await openSealedStore(config, { databaseUrl: server.database });
  parts.use(store);
  const dataConverter = dataConverterOf(await keys(), config.plaintext);
  const temporal = new Client({ connection, dataConverter });
  const secret = requireSecret(config);
  return { temporal, store, client: new OrderlyClient({ workflow: temporal.workflow, store, secret }) };
}

interface Server {
  process: ServiceProcess;
  temporal: string;
  ui: string;
  database: string;
}

async function startServer(folder: string): Promise<Server> {
  const process = await startService({
    name: 'orderly server',
    args: [
      ...programArguments('bin/orderly.js'),
      'server',
      '--folder',
      folder,
      '--json',
      '--exit-with-parent',
    ],
    env: {},
    ready: (line) => typeof line['temporalAddress'] === 'string',
  });
  const running = await discover(folder);
  if (running === undefined) throw new Error(`The server does not answer:\n${process.output()}`);
  const { temporalAddress: temporal, uiUrl: ui, databaseUrl: database } = running;
  return { process, temporal, ui, database };
}

async function workerProcess(
  env: Readonly<Record<string, string>>,
  log: StackOptions['workerLog'],
): Promise<ServiceProcess> {
  const args = programArguments('worker.ts');
  const worker = await startService({ name: 'worker', args, env, ready: readyLine, log });
  const { merchants } = worker.said;
  if (Array.isArray(merchants) && merchants.includes('demo')) return worker;
  await worker.kill('SIGTERM');
  throw new Error(`The worker does not serve the demo merchant:\n${worker.output()}`);
}

function settings(
  server: Server,
  shop: SpawnedProgram,
  carrier: SpawnedProgram,
  options: StackOptions,
): { keys: DemoKeys; env: Record<string, string> } {
  const [channel, anna, ben] = [generateKey(), generateKey(), generateKey()];
  const { soapUrl, graphqlUrl } = addressesOf(shop.url);
  const secrets = {
    SHOP_URL: shop.url,
    SHOP_ID: 'demo-shop',
    SHOP_SECRET: 'demo-secret',
    SHOP_SOAP_URL: soapUrl,
    SHOP_SOAP_USER: 'demo-soap',
    SHOP_SOAP_PASSWORD: 'demo-soap-password',
    SHOP_GRAPHQL_URL: graphqlUrl,
    SHOP_GRAPHQL_KEY: 'demo-graphql-key',
    PAYOUTS_KEY: 'demo-payout-key',
    PAYOUTS_HOOK: 'demo-payout-hook',
    CARRIER_URL: carrier.url,
    CARRIER_KEY: 'demo-carrier-key',
    DEMO_CHANNEL_KEY: channel.publicKey,
    DEMO_ANNA_KEY: anna.publicKey,
    DEMO_BEN_KEY: ben.publicKey,
  };
  const env = {
    TEMPORAL_ADDRESS: server.temporal,
    DATABASE_URL: server.database,
    ORDERLY_SECRET: randomBytes(32).toString('base64url'),
    ORDERLY_EGRESS_ALLOW: '127.0.0.1/32',
    ORDERLY_REPLY_DELAY_MS: '1000',
    ORDERLY_HTTP_PORT: '0',
    // Tests serve more merchants than the demo's, of the same shop.
    ORDERLY_SHARED_SECRETS: Object.keys(secrets).join(','),
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`ORDERLY_SECRET_${name}`, value])),
    ...options.workerEnv,
  };
  return { keys: { channel: channel.privateKey, anna: anna.privateKey, ben: ben.privateKey }, env };
}
