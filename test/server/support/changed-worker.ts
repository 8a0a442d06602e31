/** A worker whose workflow code differs from the product's: what runs began under the product's it cannot carry on. */
import { resolve } from 'node:path';
import { loadConfig } from '../../../src/platform/config.js';
import { taskQueue } from '../../../src/contracts/workflow-messages.js';
import { startWorker } from '../../../worker.js';

// From the sources: Temporal bundles them itself, and tests begin in the project's folder.
const workflowsPath = resolve('test/server/support/changed-workflows.ts');
const worker = await startWorker(await loadConfig(), { taskQueue, workflowsPath });
process.once('SIGTERM', () => void worker.stop());
await worker.ended;
