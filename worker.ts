/** The worker: config → store → merchants → connectors → Worker → health → drain. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { createActivities } from './src/activities/index.js';
import { type Config, loadConfig } from './src/config.js';
import { printFailure } from './src/cli/fail.js';
import { createLog } from './src/observability/log.js';
import { createMetrics } from './src/observability/metrics.js';
import { serveOperators } from './src/observability/operator-server.js';
import { installRuntime } from './src/observability/runtime.js';
import { connectTemporalWorker } from './src/server/connect.js';
import { openStore } from './src/store/open-store.js';
import { loadAndPublish } from './src/merchants/publish.js';
import { understanders } from './src/understanding/registry.js';
import { taskQueue } from './src/workflows/messages.js';

/** Time that calls under way have to end after SIGTERM: longer than the longest request of a connection. */
const grace = '25 seconds';

/** Runs a worker until it is told to stop; throws OrderlyError when it cannot start. */
export async function runWorker(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const coreMetricsUrl = await installRuntime(log);
  await using store = await openStore({ databaseUrl: config.databaseUrl });
  const connection = await connectTemporalWorker(config.temporal);
  const client = new Client({ connection, namespace: config.temporal.namespace });
  const metrics = createMetrics(() => store.effects.countUnknown());
  const merchants = await loadAndPublish(config, store, log);
  const understander = await understanders.embedded();
  const worker = await Worker.create({
    connection,
    namespace: config.temporal.namespace,
    taskQueue,
    ...workflows(),
    activities: createActivities({
      merchants,
      store,
      secret: config.secret,
      replyDelayMs: config.replyDelayMs,
      log,
      metrics,
      now: Date.now,
      workflow: client.workflow,
      understander,
    }),
    shutdownGraceTime: grace,
    // A worker that died without a word is given up quickly.
    stickyQueueScheduleToStartTimeout: '3 seconds',
    maxConcurrentActivityTaskExecutions: 100,
  });
  const notReady = readiness(worker, () => store.ping());
  await using pages = await serveOperators({ registry: metrics.registry, coreMetricsUrl, notReady }, config.httpPort);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => worker.getState() === 'RUNNING' && worker.shutdown());
  const running = worker.run();
  log.info({ url: pages.url, merchants: [...merchants.keys()] }, 'ready');
  await running;
  await connection.close();
  log.info({}, 'drained');
}
