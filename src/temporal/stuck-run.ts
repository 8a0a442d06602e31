/** A run that its workers cannot carry on: its newest workflow task fails again and again. */
import type { WorkflowClient } from '@temporalio/client';

/** Events of the history's end that are looked at: what a failed task leaves, and signals since. */
const looked = 50;

/** Numbers of Temporal's EventType. */
const taskEnds = { completed: 7, timedOut: 8, failed: 9 } as const;

/**
 * Whether the newest workflow task that has ended did so by failing, and another is under way: that is how Temporal tries
 * again a run that the code of its workers contradicts. It writes the first failure into the history, and none after it.
 */
export async function isStuck(workflow: WorkflowClient, workflowId: string): Promise<boolean> {
  const { raw } = await workflow.getHandle(workflowId).describe();
  if ((raw.pendingWorkflowTask?.attempt ?? 1) <= 1) return false;
  const { workflowService, options } = workflow;
  const { history } = await workflowService.getWorkflowExecutionHistoryReverse({
    ...{ namespace: options.namespace, execution: { workflowId }, maximumPageSize: looked },
  });
  const ended = (history?.events ?? []).find(({ eventType }) =>
    Object.values(taskEnds).some((end) => end === Number(eventType)),
  );
  return Number(ended?.eventType) === taskEnds.failed;
}
