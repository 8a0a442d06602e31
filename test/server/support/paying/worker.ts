/** A worker of the product with another workflow on a queue of its own. */
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../../../src/platform/config.js';
import { startWorker } from '../../../../worker.js';
import { payingQueue } from './queue.js';

const workflowsPath = fileURLToPath(new URL('./workflows/', import.meta.url));
const worker = await startWorker(await loadConfig(), { taskQueue: payingQueue, workflowsPath });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop());
await worker.ended;
