/** The baseline's worker, a process of its own as the product's is: the same worker with other workflows on another queue. */
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/platform/config.js';
import { startWorker } from '../../worker.js';
import { workflowSource } from '../../src/platform/temporal/workflow-source.js';
import { baselineTaskQueue } from './task-queue.js';

const workflowsPath = fileURLToPath(new URL('../baseline/workflows/', import.meta.url));
const { webpackConfigHook } = workflowSource(fileURLToPath(new URL('../../', import.meta.url)));
const role = { taskQueue: baselineTaskQueue, workflowsPath, bundlerOptions: { webpackConfigHook } };
const worker = await startWorker(await loadConfig(), role);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop());
await worker.ended;
