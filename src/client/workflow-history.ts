/** A workflow's history, as far as people are shown it: its activities with what went in and came out, its children, its end. */
import type { WorkflowClient } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { openPayloads } from './awaited-systems.js';

/** An activity; times in epoch ms. */
export interface HistoryItem {
  name: string;
  at: number;
  input: unknown;
  endedAt?: number;
  /** Absent while it has not ended well. */
  result?: unknown;
}

/** A workflow. */
export interface WorkflowHistory {
  flow: string;
  status: 'running' | 'completed' | 'failed' | 'canceled' | 'terminated' | 'timed_out' | 'continued';
  startedAt: number;
  endedAt?: number;
  result?: unknown;
  /** Those that were not run on the spot, in the order of their beginning. */
  activities: HistoryItem[];
  /** Ids of its children, in the order of their beginning. */
  children: string[];
}

type History = Awaited<ReturnType<ReturnType<WorkflowClient['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** Reads the newest run of a workflow; throws as Temporal's client does, and as the keys do. */
export async function readHistory(workflow: WorkflowClient, workflowId: string): Promise<WorkflowHistory> {
  const { events = [] } = await workflow.getHandle(workflowId).fetchHistory();
  const open = async (payloads: readonly Payload[] | null | undefined): Promise<unknown> =>
    (await openPayloads(workflow, workflowId, payloads ?? []))[0];
  const found = events ?? [];
  const [first] = found;
  const end = endOf(found.at(-1));
  const results = resultsIn(found);
  return {
    ...{
      flow: first?.workflowExecutionStartedEventAttributes?.workflowType?.name ?? '',
      startedAt: timeOf(first),
    },
    status: end?.status ?? 'running',
    ...(end === undefined ? {} : { endedAt: end.at, result: await open(end.payloads) }),
    activities: await Promise.all(
      found.flatMap((event) => {
        const scheduled = event.activityTaskScheduledEventAttributes;
        if (scheduled == null) return [];
        return itemOf(event, results.get(String(event.eventId)), open);
      }),
    ),
    children: found.flatMap((event) => {
      const { workflowId: child } = event.startChildWorkflowExecutionInitiatedEventAttributes ?? {};
      return typeof child === 'string' ? [child] : [];
    }),
  };
}

interface Result {
  at: number;
  payloads?: readonly Payload[] | null | undefined;
}

/** How activities have ended, by the event that scheduled them. */
function resultsIn(events: readonly HistoryEvent[]): ReadonlyMap<string, Result> {
  const results = new Map<string, Result>();
  for (const event of events) {
    const { activityTaskCompletedEventAttributes: done } = event;
    const ended =
      done ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (ended != null)
      results.set(String(ended.scheduledEventId), { at: timeOf(event), payloads: done?.result?.payloads });
  }
  return results;
}

async function itemOf(
  event: HistoryEvent,
  ended: Result | undefined,
  open: (payloads: readonly Payload[] | null | undefined) => Promise<unknown>,
): Promise<HistoryItem> {
  const scheduled = event.activityTaskScheduledEventAttributes;
  return {
    ...{ name: scheduled?.activityType?.name ?? '', at: timeOf(event) },
    input: await open(scheduled?.input?.payloads),
    ...(ended === undefined ? {} : { endedAt: ended.at }),
    ...(ended?.payloads == null ? {} : { result: await open(ended.payloads) }),
  };
}

function endOf(
  event: HistoryEvent | undefined,
): (Result & { status: WorkflowHistory['status'] }) | undefined {
  if (event === undefined) return undefined;
  const at = timeOf(event);
  const { workflowExecutionCompletedEventAttributes: done } = event;
  if (done != null) return { status: 'completed', at, payloads: done.result?.payloads };
  if (event.workflowExecutionFailedEventAttributes != null) return { status: 'failed', at };
  if (event.workflowExecutionCanceledEventAttributes != null) return { status: 'canceled', at };
  if (event.workflowExecutionTerminatedEventAttributes != null) return { status: 'terminated', at };
  if (event.workflowExecutionTimedOutEventAttributes != null) return { status: 'timed_out', at };
  if (event.workflowExecutionContinuedAsNewEventAttributes != null) return { status: 'continued', at };
  return undefined;
}

function timeOf(event: HistoryEvent | undefined): number {
  const { seconds, nanos } = event?.eventTime ?? {};
  return Number(seconds ?? 0) * 1_000 + Math.floor((nanos ?? 0) / 1_000_000);
}
