/** The worker's composition root: config → store → merchants → activities → Worker → health → drain. */
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from './src/activities/index.js';
import { createUnderstanding } from './src/activities/create-understanding.js';
import { noteRuns } from './src/activities/note-runs.js';
import { printFailure } from './src/platform/observability/print-failure.js';
import {
  type Config,
  loadConfig,
  requireDatabaseUrl,
  requireSecret,
  requireTemporal,
} from './src/platform/config.js';
import { dataConverterOf } from './src/security/keys/data-converter.js';
import type { KeyRing } from './src/security/keys/key-ring.js';
import { openSealedStore, type SealedStore } from './src/security/keys/open-sealed-store.js';
import { requireSealing } from './src/security/keys/require-sealing.js';
import { waitingKeys } from './src/security/keys/waiting-keys.js';
import { openSecrets } from './src/merchants/open-secrets.js';
import type { Store } from './src/store/store.js';
import { publishMerchants } from './src/merchants/publish-merchants.js';
import { watchVersions } from './src/merchants/watch-versions.js';
import type { Log } from './src/contracts/log.js';
import { openAgentTokens } from './src/security/identity/agent-tokens.js';
import {
  deliverNotifications,
  type DeliveryOptions,
} from './src/activities/delivery/deliver-notifications.js';
import { deliveredChannels, deliverReplies } from './src/activities/delivery/deliver-replies.js';
import type { ReplyDeliveryOptions } from './src/activities/delivery/deliver-replies.js';
import { createLog } from './src/platform/observability/log.js';
import { createMetrics, type MetricsPage } from './src/platform/observability/metrics.js';
import { Outages, watchNeeds } from './src/platform/observability/outages.js';
import { servePages, type Serving } from './src/platform/observability/readiness.js';
import { openTracing } from './src/platform/observability/tracing.js';
import { watchClock } from './src/platform/observability/watch-clock.js';
import { installRuntime } from './src/platform/observability/temporal-runtime.js';
import { connectTemporalWorker } from './src/platform/temporal/connect.js';
import { scheduleMaintenance } from './src/platform/temporal/maintenance-schedule.js';
import { linkIn } from './src/platform/temporal/workflow-page.js';
import { type HostedWorkflows, productWorkflows } from './src/platform/temporal/workflow-source.js';
import { understanders } from './src/understanding/registry.js';
import { taskQueue } from './src/contracts/workflow-messages.js';

/** A worker at work. */
export interface RunningWorker {
  /** Address of /metrics, /healthz and /readyz. */
  url: string;
  merchants: readonly string[];
  /** Resolves once it has drained; rejects if it crashed. */
  ended: Promise<void>;
  /** Not ready from now on; calls under way may finish, then everything is closed. */
  stop(): Promise<void>;
}

/** Which workflows a worker runs, and from which queue. */
export interface WorkerRole extends HostedWorkflows {
  taskQueue: string;
}

// Time for calls under way to finish: longer than a connection's longest request.
const graceMs = 25_000;

/** What belongs to no merchant: its key shows whether the master key can be used. */
const installation = { kind: 'installation' } as const;

const limits = {
  shutdownGraceTime: graceMs,
  // Messages that wait to be understood hold one each, which costs next to nothing; connections have their own limits.
  maxConcurrentActivityTaskExecutions: 1_000,
  // A worker that died silently is given up on quickly: by its cached runs, and by its activities' heartbeats.
  stickyQueueScheduleToStartTimeout: '1 second',
  maxHeartbeatThrottleInterval: '1 second',
} as const;

/** Closes what was opened, in the order of opening. */
type Ends = (() => Promise<unknown>)[];

/** Starts a worker, the product's by default; throws OrderlyError when it cannot (no Temporal, no store, a wrong setting). */
export async function startWorker(
  config: Config,
  role: WorkerRole = { taskQueue, ...productWorkflows() },
): Promise<RunningWorker> {
  const ends: Ends = [];
  try {
    return await start(config, role, ends);
  } catch (error) {
    // What stays open would keep an otherwise idle process alive.
    await endAll(ends);
    throw error;
  }
}

async function start(config: Config, role: WorkerRole, ends: Ends): Promise<RunningWorker> {
  const { target, databaseUrl, secret } = needed(config);
  const log = createLog(config.logLevel);
  const tracing = await openTracing('orderly-worker', log);
  ends.push(tracing.end);
  const outages = new Outages(log);
  const coreMetricsUrl = await installRuntime(log, outages);
  ends.push(() => Runtime.instance().shutdown());
  const givenUp = new AbortController();
  const waiting = waitingFor(givenUp.signal, log, () => metrics);
  const metrics = metricsOf(() => store, outages);
  const options = { databaseUrl, poolSize: config.databaseConnections, log, schema: 'required' } as const;
  const { store, keys, announce } = await openSealedStore(config, options, waiting);
  ends.push(() => store[Symbol.asyncDispose]());
  const connection = await connectTemporalWorker(target);
  ends.push(() => connection.close());
  const dataConverter = await workerDataConverter(config, await keys(), waiting, log);
  const temporal = { connection, namespace: target.namespace, dataConverter };
  watchNeeds(outages, { ping: () => store.ping() }, temporal);
  ends.push(await clockWatch(store, log, metrics));
  // Before anything is published: a worker that finds its port in use must change nothing.
  const serving: Partial<Serving> = {};
  const pages = await servePages({ log, outages, metrics, coreMetricsUrl, serving }, config);
  ends.push(() => pages[Symbol.asyncDispose]());
  const secretsOf = await openSecrets(config);
  const [merchants, embedded] = await Promise.all([
    publishMerchants({ config, store, secretsOf, secret, log, metrics }),
    understanders.embedded(),
  ]);
  const served = { merchants, store, log, metrics };
  ends.push(await announce('worker'));
  ends.push(await watchVersions({ ...served, folder: config.merchantsFolder }));
  const understander = await createUnderstanding({ ...served, embedded, config, secretsOf });
  ends.push(await deliver({ ...served, ...wayOf(config), secretsOf, now: Date.now }));
  const { workflow } = new Client({ ...temporal, interceptors: { workflow: tracing.workflow } });
  const own = { secret, agents: openAgentTokens(wayOf(config)), now: Date.now };
  const activities = createActivities({ ...served, ...settingsOf(config), ...own, understander, workflow });
  const interceptors = { ...role.interceptors, activity: tracing.activity };
  const hosted = { ...temporal, ...role, interceptors, ...limits, ...versioningOf(config) };
  const worker = await Worker.create({ ...hosted, activities, sinks: noteRuns(served) });
  await scheduleMaintenance(temporal, role.taskQueue, log);
  Object.assign(serving, { worker, merchants, masterKey: masterKeyOf(keys) });
  const ended = worker.run().finally(() => drain(ends, log, givenUp));
  log.info({ url: pages.url, merchants: [...merchants.keys()] }, 'ready');
  const stop = (): Promise<void> => {
    shutDown(worker, givenUp);
    return ended;
  };
  return { url: pages.url, merchants: [...merchants.keys()], ended, stop };
}

/** The metrics, whose gauges ask the store once it is open. */
const metricsOf = (store: () => Pick<Store, 'effects' | 'backlog'>, outages: Outages): MetricsPage =>
  createMetrics({ effects: () => store().effects.count(), backlog: () => store().backlog(), outages });

/** Lets the worker finish what it does, and gives up on what takes too long. */
function shutDown(worker: Worker, givenUp: AbortController): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
  setTimeout(() => {
    givenUp.abort();
  }, graceMs).unref();
}

/** Runs end on the build with which they began; conversations go over to the current one when they continue as new. */
const versioningOf = ({ deployment: version }: Config): Pick<WorkerOptions, 'workerDeploymentOptions'> =>
  version === undefined
    ? {}
    : {
        workerDeploymentOptions: { useWorkerVersioning: true, version, defaultVersioningBehavior: 'PINNED' },
      };

/** The settings without which nothing runs. */
function needed(config: Config) {
  const [target, databaseUrl] = [requireTemporal(config), requireDatabaseUrl(config)];
  requireSealing(config, { databaseUrl, address: target.address });
  return { target, databaseUrl, secret: requireSecret(config) };
}

/** Makes keys of which a worker waits for those that are not there yet; it counts what waiting does not mend. */
const waitingFor =
  (stop: AbortSignal, log: Log, metrics: () => MetricsPage) =>
  (keys: KeyRing): KeyRing =>
    waitingKeys(keys, stop, log, (code) => {
      metrics().keyUnusable({ code });
    });

async function clockWatch(store: Store, log: Log, metrics: MetricsPage): Promise<() => Promise<void>> {
  const end = await watchClock({
    ...{ databaseNow: () => store.now(), log },
    differs: (seconds) => {
      metrics.clockDiffers(seconds);
    },
  });
  return async () => {
    end();
    await Promise.resolve();
  };
}

/** What activities are told of the settings. */
const settingsOf = ({ replyDelayMs, publicUrl, uiUrl, temporal }: Config) =>
  ({ replyDelayMs, publicUrl, uiLink: linkIn(uiUrl, temporal) }) as const;

/** How requests leave that belong to no connection. */
const wayOf = ({ egressAllow, egressRoutes }: Config) => ({
  ...{ egressAllow, http: { proxy: egressRoutes.usual.proxy } },
});

/** Sends notices and replies from now on, until the returned end. */
async function deliver(options: DeliveryOptions & ReplyDeliveryOptions): Promise<() => Promise<void>> {
  await options.store.replyDeliveries.begin(deliveredChannels(options.merchants));
  const ends = [deliverNotifications(options), deliverReplies(options)];
  return async () => {
    await Promise.all(ends.map((end) => end()));
  };
}

const masterKeyOf = (keys: SealedStore['keys']) => async (): Promise<unknown> =>
  (await keys())?.current(installation);

async function drain(ends: Ends, log: Log, givenUp: AbortController): Promise<void> {
  // Nobody waits for a key any more, or the process would live on.
  givenUp.abort();
  await endAll(ends);
  log.info({}, 'drained');
}

/** The key for what belongs to no merchant is unwrapped at once: a worker with a wrong master key does not start. */
async function workerDataConverter(
  config: Config,
  keys: KeyRing | undefined,
  waiting: (keys: KeyRing) => KeyRing,
  log: Log,
): Promise<DataConverter> {
  if (keys === undefined) {
    log.warn({}, 'no master key is set: personal data is stored unencrypted in Temporal and in the store');
    return dataConverterOf();
  }
  await keys.current(installation);
  return dataConverterOf(waiting(keys), config.plaintext);
}

async function endAll(ends: Ends): Promise<void> {
  // One that fails to close must not keep the others open.
  for (const end of ends.reverse()) await end().catch(() => undefined);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const worker = await startWorker(await loadConfig());
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop());
    await worker.ended;
  } catch (error) {
    process.exitCode = printFailure(error, { debug: process.env['ORDERLY_LOG_LEVEL'] === 'debug' });
  }
}
