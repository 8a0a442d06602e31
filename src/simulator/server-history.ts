/** Derives a run's state from its history, while a test waits for it to become idle. */
import type { WorkflowHandle } from '@temporalio/client';
import type { JsonObject } from '../contracts/json.js';
import type { RunEnd } from './happened.js';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type Event = NonNullable<History['events']>[number];

/** The state of a run. */
export interface Standing {
  /** A workflow task is pending, or an event that the workflow has not processed yet. */
  busy: boolean;
  /** Number of scheduled activities that have not ended. */
  activities: number;
  /** Workflow ids of the child workflows that it waits for. */
  children: readonly string[];
  end?: RunEnd;
  waitsFor: readonly string[];
  inputs: JsonObject;
}

/** Reads a history from beginning to end. */
export function standingOf({ events }: History): Standing {
  const activities = new Set<string>();
  const children = new Set<string>();
  const standing: Omit<Standing, 'activities' | 'children'> = { busy: true, waitsFor: [], inputs: {} };
  for (const event of events ?? []) {
    if (event.workflowTaskScheduledEventAttributes) standing.busy = true;
    if (event.workflowTaskCompletedEventAttributes) standing.busy = false;
    if (event.startChildWorkflowExecutionInitiatedEventAttributes)
      children.add(event.startChildWorkflowExecutionInitiatedEventAttributes.workflowId ?? '');
    if (event.activityTaskScheduledEventAttributes) activities.add(String(event.eventId));
    const ended =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes ??
      event.activityTaskCanceledEventAttributes;
    if (ended) activities.delete(String(ended.scheduledEventId));
    const child =
      event.childWorkflowExecutionCompletedEventAttributes ??
      event.childWorkflowExecutionFailedEventAttributes;
    if (child) children.delete(child.workflowExecution?.workflowId ?? '');
    Object.assign(standing, endIn(event), waitsIn(event));
    const start = event.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    if (start) standing.inputs = (jsonOf(start) as { inputs: JsonObject }).inputs;
  }
  return { ...standing, activities: activities.size, children: [...children] };
}

function endIn(event: Event): { end?: RunEnd } {
  const completed = event.workflowExecutionCompletedEventAttributes?.result?.payloads?.[0];
  if (completed) return { end: jsonOf(completed) as RunEnd }; // the workflow returns this
  const failure = event.workflowExecutionFailedEventAttributes?.failure;
  if (failure) return { end: { failed: failure.applicationFailureInfo?.type ?? 'internal' } };
  return event.workflowExecutionTerminatedEventAttributes ? { end: { failed: 'terminated' } } : {};
}

function waitsIn(event: Event): { waitsFor?: string[] } {
  const fields = event.upsertWorkflowSearchAttributesEventAttributes?.searchAttributes?.indexedFields;
  const waiting = fields?.['OrderlyWaitingOn'];
  if (!waiting) return {};
  const value = jsonOf(waiting);
  return { waitsFor: Array.isArray(value) ? value.map(String) : [] };
}

const jsonOf = ({ data }: { data?: Uint8Array | null }): unknown => {
  const text = Buffer.from(data ?? new Uint8Array()).toString();
  return text === '' ? undefined : JSON.parse(text);
};
