/** What the histories of a conversation tell, over all its executions. */
import type { WorkflowClient, WorkflowHandle } from '@temporalio/client';

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/**
 * The server takes no end and no continue-as-new while a signal waits, and gives the task again with it
 * (WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND): so none is lost.
 */
const signalCameFirst = 1;

/** One execution of a conversation. */
export interface Execution {
  events: readonly HistoryEvent[];
  /** Messages of workflow tasks that failed for another reason than that a signal came first. */
  failures: readonly string[];
}

/** All executions of a conversation, from the first one through each continue-as-new. */
export async function chainOf(workflow: WorkflowClient, workflowId: string): Promise<Execution[]> {
  const { raw } = await workflow.getHandle(workflowId).describe();
  const chain: Execution[] = [];
  for (let runId = raw.workflowExecutionInfo?.firstRunId; runId;) {
    const events = (await workflow.getHandle(workflowId, runId).fetchHistory()).events ?? [];
    const failures = events.flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
      failed == null || Number(failed.cause) === signalCameFirst
        ? []
        : [failed.failure?.message ?? 'without a message'],
    );
    chain.push({ events, failures });
    runId = events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return chain;
}

/** Ids of the messages because of which a conversation itself was handed over. */
export const handedOverIn = (chain: readonly Execution[]): string[] =>
  chain
    .flatMap(({ events }) => events)
    .flatMap(({ activityTaskScheduledEventAttributes: scheduled }) => {
      const data = scheduled?.input?.payloads?.[0]?.data;
      if (data == null || scheduled?.activityType?.name !== 'handOver') return [];
      const { key } = JSON.parse(Buffer.from(data).toString()) as { key: string };
      return [key.slice(key.lastIndexOf('/') + 1)];
    });

/** Bytes of the arguments of each continue-as-new: the conversation's state. */
export const statesIn = (chain: readonly Execution[]): number[] =>
  chain.flatMap(({ events }) => {
    const renewed = events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes;
    return (renewed?.input?.payloads ?? []).map(({ data }) => data?.length ?? 0);
  });
