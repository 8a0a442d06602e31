/** A workflow for the replay guard: it waits and ends. */
import { sleep } from '@temporalio/workflow';

/** Waits a minute. */
export async function waitAMinute(): Promise<string> {
  await sleep('1 minute');
  return 'done';
}
