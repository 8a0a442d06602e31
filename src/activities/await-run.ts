/** Waits for a run that was started before its parent was reset. */
import type { WorkflowClient } from '@temporalio/client';
import type { RunEnd } from '../contracts/messages.js';
import type { AwaitRunRequest } from '../contracts/activities.js';

/** Makes the activity: a long poll; a worker that dies is noticed and the wait goes on elsewhere. */
export function awaitRun(workflow: WorkflowClient): (request: AwaitRunRequest) => Promise<RunEnd> {
  return ({ workflowId }) => workflow.getHandle(workflowId).result() as Promise<RunEnd>;
}
