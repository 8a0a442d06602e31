/** The workflows of the promises as a worker bundles them. */
import type { RunEnd, RunStart } from '../../../src/contracts/workflow-messages.js';
import { temporalRuntime } from '../../../src/workflows/temporal-runtime.js';
import { keep } from './promises.js';

export default (start: RunStart): Promise<RunEnd> => keep(temporalRuntime, start);
