/** The twin's worker, a process of its own as the product's is: the same worker with other workflows on another queue. */
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/platform/config.js';
import { startWorker } from '../../worker.js';
import { twinTaskQueue } from './task-queue.js';

const workflowsPath = fileURLToPath(new URL('./workflows/', import.meta.url));
const worker = await startWorker(await loadConfig(), { taskQueue: twinTaskQueue, workflowsPath });
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop());
await worker.ended;
