/** A run that its workers cannot carry on: its newest workflow task fails again and again. */
import type { WorkflowClient, WorkflowExecutionDescription } from '@temporalio/client';

/** Events of the history's end that are looked at: what a failed task leaves, and signals since. */
const looked = 50;

/** Numbers of Temporal's EventType. */
const taskEnds = { completed: 7, timedOut: 8, failed: 9 } as const;

/**
 * Whether the newest workflow task that has ended did so by failing, and another is under way: that is how Temporal tries
 * again a run that the code of its workers contradicts. It writes the first failure into the history, and none after it.
 */
export async function isStuck(
  { workflowService, options }: WorkflowClient,
  { workflowId, raw }: Pick<WorkflowExecutionDescription, 'workflowId' | 'raw'>,
): Promise<boolean> {
  if ((raw.pendingWorkflowTask?.attempt ?? 1) <= 1) return false;
  const { history } = await workflowService.getWorkflowExecutionHistoryReverse({
    ...{ namespace: options.namespace, execution: { workflowId }, maximumPageSize: looked },
  });
  const ended = (history?.events ?? []).find(({ eventType }) =>
    Object.values(taskEnds).some((end) => end === Number(eventType)),
  );
  return Number(ended?.eventType) === taskEnds.failed;
}

/** The same of a run that has not been described yet; false if that fails, for a reason that is told elsewhere. */
export const isFoundStuck = (workflow: WorkflowClient, workflowId: string): Promise<boolean> =>
  workflow
    .getHandle(workflowId)
    .describe()
    .then((description) => isStuck(workflow, description))
    .catch(() => false);
