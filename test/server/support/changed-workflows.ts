/** The product's workflows as a later build might have them: each run of a flow begins with a timer that no history has. */
import { sleep } from '@temporalio/workflow';
import runFlow from '../../../src/workflows/index.js';

export { conversation, maintenance, takeEvents } from '../../../src/workflows/index.js';

/** A run whose first command is another. */
export default async function changed(start: Parameters<typeof runFlow>[0]): ReturnType<typeof runFlow> {
  await sleep(1);
  return runFlow(start);
}
