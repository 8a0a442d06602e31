/** What a message left behind in Temporal: the histories of its whole nest of workflows, counted. */
import type { Client } from '@temporalio/client';

/** Events of a nest of workflows. */
export interface NestCount {
  workflows: number;
  events: number;
  /** Bytes of the histories, as Temporal counts them. */
  bytes: number;
  /** Events by kind, e.g. `activityTaskScheduled`. */
  kinds: Record<string, number>;
}

/** How many workflow tasks there are depends on what arrives together; everything else is the work itself. */
const isWork = (kind: string): boolean => !kind.startsWith('workflowTask');

/** Counts the events of a workflow and of all its descendants. */
export async function countNest(temporal: Client, workflowId: string): Promise<NestCount> {
  const handle = temporal.workflow.getHandle(workflowId);
  const [{ events }, { historySize = 0 }] = await Promise.all([handle.fetchHistory(), handle.describe()]);
  const all = events ?? [];
  const children = all.flatMap(
    (event) => event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId ?? [],
  );
  const counts = await Promise.all(children.map((child) => countNest(temporal, child)));
  const own: NestCount = { workflows: 1, events: all.length, bytes: historySize, kinds: {} };
  for (const event of all) {
    const kind = Object.keys(event).find((key) => key.endsWith('EventAttributes')) ?? 'other';
    increase(own.kinds, kind.replace('EventAttributes', ''), 1);
  }
  return counts.reduce(sum, own);
}

function sum(a: NestCount, b: NestCount): NestCount {
  const kinds = { ...a.kinds };
  for (const [kind, count] of Object.entries(b.kinds)) increase(kinds, kind, count);
  return {
    workflows: a.workflows + b.workflows,
    events: a.events + b.events,
    bytes: a.bytes + b.bytes,
    kinds,
  };
}

function increase(kinds: Record<string, number>, kind: string, by: number): void {
  kinds[kind] = (kinds[kind] ?? 0) + by;
}

/** Kinds of events of which two nests have not the same number, a line each: empty if both did the same work. */
export function differences(product: NestCount, baseline: NestCount): string[] {
  const kinds = [...new Set([...Object.keys(product.kinds), ...Object.keys(baseline.kinds)])].filter(isWork);
  return kinds
    .filter((kind) => product.kinds[kind] !== baseline.kinds[kind])
    .map((kind) => `${kind}: product ${product.kinds[kind] ?? 0}, baseline ${baseline.kinds[kind] ?? 0}`);
}
