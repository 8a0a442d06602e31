/** The workflow in which a run is, of which only the id is known. */
import { type WorkflowClient, WorkflowNotFoundError } from '@temporalio/client';
import { hostsOf } from './possible-hosts-of-run.js';

/** A workflow that exists, running or closed. */
interface RunHost {
  id: string;
  isRunning: boolean;
}

/**
 * The first workflow that exists of those in which a run may be: a run whose own workflow has closed is over, though its
 * caller goes on. The newest execution if it was reset; undefined if Temporal has forgotten all of them.
 */
export async function hostOf(
  workflow: Pick<WorkflowClient, 'getHandle'>,
  run: string,
): Promise<RunHost | undefined> {
  for (const id of hostsOf(run)) {
    try {
      const { status } = await workflow.getHandle(id).describe();
      return { id, isRunning: status.name === 'RUNNING' || status.name === 'PAUSED' };
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  return undefined;
}
