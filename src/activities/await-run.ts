/** Waits for a run that started before its parent was reset. */
import type { WorkflowClient } from '@temporalio/client';
import type { RunEnd } from '../contracts/workflow-messages.js';
import type { AwaitRunRequest } from '../contracts/activities.js';

/** Makes the activity: a long poll; if the worker dies, the wait continues elsewhere. */
export function awaitRun(workflow: WorkflowClient): (request: AwaitRunRequest) => Promise<RunEnd> {
  return ({ workflowId }) => workflow.getHandle(workflowId).result() as Promise<RunEnd>;
}
