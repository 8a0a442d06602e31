/** A worker whose workflow code differs from the product's: what runs began under the product's it cannot carry on. */
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../../src/platform/config.js';
import { taskQueue } from '../../../src/contracts/workflow-messages.js';
import { startWorker } from '../../../worker.js';

const workflowsPath = fileURLToPath(new URL('changed-workflows.ts', import.meta.url));
const worker = await startWorker(await loadConfig(), { taskQueue, workflowsPath });
process.once('SIGTERM', () => void worker.stop());
await worker.ended;
