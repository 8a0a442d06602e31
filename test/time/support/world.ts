/** The product's own workflows and activities on Temporal's time-skipping server, with the real store and shop. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { type LedgerRow } from '../../../demo/shop/ledger.js';
import { demoCarrierKey, startCarrier } from '../../../demo/carriers/carrier.js';
import { startShop } from '../../../demo/shop/shop.js';
import { type StoryOrder, type StoryOrders, storyOrders } from '../../../demo/shop/stories.js';
import { Parts } from '../../../demo/stack/parts.js';
import { noNotes } from '../../../src/activities/note-runs.js';
import type { Activities } from '../../../src/contracts/activities.js';
import { createActivities } from '../../../src/activities/index.js';
import { publishMerchants } from '../../../src/merchants/publish-merchants.js';
import { generateKey } from '../../../src/security/signing-keys.js';
import { searchAttributes } from '../../../src/platform/temporal/search-attributes.js';
import type { OutboxRow, Store } from '../../../src/store/store.js';
import { understanders } from '../../../src/understanding/registry.js';
import type { MessageUnderstander } from '../../../src/understanding/understander.js';
import { OrderlyClient } from '../../../src/client/client.js';
import { taskQueue } from '../../../src/contracts/workflow-messages.js';
import { bundle, quietCore } from '../../replay/support/fixtures.js';
import { testStore } from '../../support/store.js';

/** A world whose time is moved by `passes` and by the clock. */
export interface TimeWorld extends AsyncDisposable {
  env: TestWorkflowEnvironment;
  store: Store;
  client: OrderlyClient;
  stories: StoryOrders;
  keys: { channel: string; anna: string; lena: string };
  workflowBundle: { code: string };
  /** Ends the worker and starts another one, which knows nothing of its work. */
  restartWorker(): Promise<void>;
  /** What an activity waits for before it answers, by its name. */
  before: Map<keyof Activities, () => Promise<void>>;
  now(): Promise<number>;
  /** Lets time pass until a moment. */
  passesUntil(moment: number): Promise<void>;
  paid(order: StoryOrder): Promise<LedgerRow[]>;
  outbox(conversation: string): Promise<OutboxRow[]>;
}

/** Starts it on the time-skipping server, by the path of its binary. */
export const startTimeWorld = (path: string, understander?: MessageUnderstander): Promise<TimeWorld> =>
  startWorld(
    async () => {
      const env = await TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path } },
      });
      // This server can register attributes, but not list them. Numbers of Temporal's IndexedValueType.
      const numbers = searchAttributes.map(({ name, kind }) => [name, kind === 'Keyword' ? 2 : 7]);
      await env.connection.operatorService.addSearchAttributes({
        namespace: 'default',
        searchAttributes: Object.fromEntries(numbers) as Record<string, number>,
      });
      return env;
    },
    understander === undefined ? {} : { understander },
  );

/** What differs from world to world. */
export interface WorldOptions {
  /** By default the embedded model. */
  understander?: MessageUnderstander;
  /** Further merchants, like the demo's. */
  others?: readonly string[];
}

/** Starts it on a server. */
export async function startWorld(
  startServer: () => Promise<TestWorkflowEnvironment>,
  { understander, others = [] }: WorldOptions = {},
): Promise<TimeWorld> {
  quietCore();
  const parts = new Parts();
  try {
    return await start(startServer, parts, understander ?? (await understanders.embedded()), others);
  } catch (error) {
    await parts[Symbol.asyncDispose]();
    throw error;
  }
}

async function start(
  startServer: () => Promise<TestWorkflowEnvironment>,
  parts: Parts,
  understander: MessageUnderstander,
  others: readonly string[],
): Promise<TimeWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-time-'));
  parts.defer(() => rm(folder, { recursive: true }));
  const workflowBundle = await bundle();
  const env = await startServer();
  parts.defer(() => env.teardown());
  const store = parts.use(await testStore());
  const shop = parts.use(await startShop({ dataFolder: join(folder, 'shop') }));
  const carrier = parts.use(await startCarrier({ dataFolder: join(folder, 'carrier') }));
  const [channel, anna, lena] = [generateKey(), generateKey(), generateKey()];
  const secrets = new Map(
    Object.entries({
      ...{ SHOP_URL: shop.url, SHOP_ID: 'demo-shop', SHOP_SECRET: 'demo-secret' },
      ...{ SHOP_SOAP_URL: shop.soapUrl, SHOP_SOAP_USER: 'demo-soap', SHOP_SOAP_PASSWORD: 'none' },
      ...{ SHOP_GRAPHQL_URL: shop.graphqlUrl, SHOP_GRAPHQL_KEY: 'none' },
      ...{ PAYOUTS_KEY: 'none', PAYOUTS_HOOK: 'none' },
      ...{ CARRIER_URL: carrier.url, CARRIER_KEY: demoCarrierKey },
      ...{ DEMO_CHANNEL_KEY: channel.publicKey, DEMO_ANNA_KEY: anna.publicKey, DEMO_BEN_KEY: lena.publicKey },
    }),
  );
  const merchants = await publishMerchants({
    config: {
      merchantsFolder: await withTeamLead(folder, others),
      flowsFolder: undefined,
      egressAllow: ['127.0.0.1/32'],
    },
    store,
    secretsOf: () => (name) => secrets.get(name),
    secret,
    log: quiet,
    metrics: { connectNeeded: nothing, attemptMade: nothing, merchantsLoaded: nothing },
  });
  let moment = Date.now();
  const before = new Map<keyof Activities, () => Promise<void>>();
  const now = async (): Promise<number> => (moment = await env.currentTimeMs());
  const activities = createActivities({
    merchants,
    store,
    secret,
    agents: { identify: () => Promise.resolve(undefined) },
    replyDelayMs: 0,
    publicUrl: 'http://127.0.0.1',
    log: quiet,
    metrics: {
      operationCalled: nothing,
      verificationFailed: nothing,
      verificationAlarm: nothing,
      approvalDecided: nothing,
      eventTaken: nothing,
      messageLeft: () => undefined,
      voucherRejected: () => undefined,
      runUnknown: () => undefined,
      writeContradicted: nothing,
      ...{ messageUnderstood: nothing, handedOver: nothing, replied: nothing, maintained: nothing },
    },
    now: () => moment,
    workflow: env.client.workflow,
    understander,
  });
  const timed = inTime(activities, async (name) => {
    await now();
    await before.get(name)?.();
  });
  const options = { connection: env.nativeConnection, taskQueue, workflowBundle, activities: timed };
  let worker = await startWorker(options);
  parts.defer(() => worker.stop());
  return {
    env,
    store,
    client: new OrderlyClient({ workflow: env.client.workflow, store, secret }),
    stories: storyOrders(shop.book),
    keys: { channel: channel.privateKey, anna: anna.privateKey, lena: lena.privateKey },
    workflowBundle,
    restartWorker: async () => {
      await worker.stop();
      worker = await startWorker(options);
    },
    before,
    now,
    passesUntil: async (until) => env.sleep(Math.max(1, until - (await now()))),
    paid: async ({ nummer }) => (await shop.controls.ledger()).filter((row) => row.nummer === nummer),
    outbox: async (conversation) => store.outbox.read('demo', conversation, 0, await now()),
    [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose](),
  };
}

async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const worker = await Worker.create({ ...options, sinks: noNotes, shutdownForceTime: '1 second' });
  const ended = worker.run();
  const stop = async (): Promise<void> => {
    worker.shutdown();
    // Polls that the server does not cancel are not waited for.
    await ended.catch(nothing);
  };
  return { stop };
}

/** The demo's merchant, but for a team lead who has no other role, and refunds however many days go by; and others that are the same. */
async function withTeamLead(folder: string, others: readonly string[]): Promise<string> {
  const merchants = join(folder, 'merchants');
  await cp('merchants/demo', join(merchants, 'demo'), { recursive: true });
  const file = join(merchants, 'demo', 'merchant.yaml');
  const text = await readFile(file, 'utf8');
  const lasting = text.replace('refund.within: 30 days', 'refund.within: 400 days');
  await writeFile(
    file,
    lasting.replace('ben:', 'lena:').replace('[refund-approver, team-lead]', '[team-lead]'),
  );
  for (const other of others) {
    await cp(join(merchants, 'demo'), join(merchants, other), { recursive: true });
    const own = (await readFile(file, 'utf8')).replace('merchant: demo', `merchant: ${other}`);
    await writeFile(join(merchants, other, 'merchant.yaml'), own);
  }
  return merchants;
}

// Activities read the clock of the world, which is asked before each of them.
function inTime(activities: Activities, before: (name: keyof Activities) => Promise<void>): Activities {
  const timed = Object.entries(activities).map(([name, activity]) => [
    name,
    async (request: never) => {
      await before(name as keyof Activities); // a key of the object that is walked through
      return (activity as (request: never) => Promise<unknown>)(request);
    },
  ]);
  return Object.fromEntries(timed) as Activities;
}

/** Asks again until there is an answer. */
export async function eventually<T>(
  ask: () => Promise<T | undefined>,
  what: string,
  patience = 60_000,
): Promise<T> {
  for (let left = patience / 50; left > 0; left -= 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await delay(50);
  }
  throw new Error(`There never was ${what}.`);
}

/** Types of the events of a workflow's history, and names of its activities, in order. */
export async function eventsOf(handle: WorkflowHandle): Promise<string[]> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).flatMap((event) => {
    const { activityTaskScheduledEventAttributes: activity, timerFiredEventAttributes: timer } = event;
    if (activity) return [`activity ${activity.activityType?.name ?? ''}`];
    if (timer) return ['timer fired'];
    if (event.workflowExecutionUpdateAcceptedEventAttributes) return ['update accepted'];
    if (event.workflowExecutionUpdateCompletedEventAttributes) return ['update completed'];
    if (event.workflowExecutionSignaledEventAttributes)
      return [`signal ${event.workflowExecutionSignaledEventAttributes.signalName ?? ''}`];
    return [];
  });
}

const secret = 'a secret of this test alone, and of no other';
const nothing = (): void => undefined;
const quiet = { debug: nothing, info: nothing, warn: nothing, error: nothing };
