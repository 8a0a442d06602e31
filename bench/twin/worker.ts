/** The twin's worker, a process of its own as the product's is: worker.ts with other workflows on another task queue. */
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { createActivities } from '../../src/activities/index.js';
import { loadConfig, requireDatabaseUrl, requireSecret, requireTemporal } from '../../src/config.js';
import { serveMerchants } from '../../src/merchants/serve-merchants.js';
import { createLog } from '../../src/observability/log.js';
import { createMetrics } from '../../src/observability/metrics.js';
import { installRuntime } from '../../src/observability/runtime.js';
import { environmentSecrets } from '../../src/security/environment-secrets.js';
import { connectTemporalWorker } from '../../src/server/connect.js';
import { openStore } from '../../src/store/open-store.js';
import { understanders } from '../../src/understanding/registry.js';
import { twinTaskQueue } from './task-queue.js';

const config = await loadConfig();
const log = createLog(config.logLevel);
await installRuntime(log);
await using store = await openStore({ databaseUrl: requireDatabaseUrl(config) });
const target = requireTemporal(config);
const connection = await connectTemporalWorker(target);
const metrics = createMetrics(() => store.effects.countUnknown());
const [merchants, understander] = await Promise.all([
  serveMerchants({ config, store, secrets: environmentSecrets(process.env, config.secretsFolder), log }),
  understanders.embedded(),
]);
const { workflow } = new Client({ connection, namespace: target.namespace });
const { replyDelayMs } = config;
const secret = requireSecret(config);
const deps = { merchants, store, secret, replyDelayMs, log, metrics, now: Date.now, workflow, understander };
const worker = await Worker.create({
  connection,
  namespace: target.namespace,
  taskQueue: twinTaskQueue,
  workflowsPath: fileURLToPath(new URL('./workflows/', import.meta.url)),
  activities: createActivities(deps),
  shutdownGraceTime: '25 seconds',
  stickyQueueScheduleToStartTimeout: '3 seconds',
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  });
}
log.info({}, 'ready');
await worker.run();
await connection.close();
