/** A run that its workers cannot carry on: its newest workflow task fails again and again. */
import type { WorkflowClient, WorkflowExecutionDescription } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';

/** Events of the history's end that are looked at: what a failed task leaves, and signals since. */
const looked = 50;

/** Numbers of Temporal's EventType. */
const taskEnds = { completed: 7, timedOut: 8, failed: 9 } as const;

/**
 * Why a run is stuck; undefined if it is not. It is if the newest workflow task that has ended did so by failing, and another is
 * under way: that is how Temporal tries it again. It writes the first failure into the history, and none after it. If what is in
 * the history can be decrypted, the code of its workers contradicts it (`run_stuck`); otherwise the code says which key is missing.
 */
export async function whyStuck(
  workflow: WorkflowClient,
  { workflowId, raw }: Pick<WorkflowExecutionDescription, 'workflowId' | 'raw'>,
): Promise<ErrorCode | undefined> {
  if ((raw.pendingWorkflowTask?.attempt ?? 1) <= 1) return undefined;
  const { workflowService, options } = workflow;
  const of = { namespace: options.namespace, execution: { workflowId } };
  const { history } = await workflowService.getWorkflowExecutionHistoryReverse({
    ...of,
    maximumPageSize: looked,
  });
  const events = history?.events ?? [];
  const ended = events.find(({ eventType }) =>
    Object.values(taskEnds).some((end) => end === Number(eventType)),
  );
  if (Number(ended?.eventType) !== taskEnds.failed) return undefined;
  const first = await workflowService.getWorkflowExecutionHistory({ ...of, maximumPageSize: 1 });
  return (await whyUnreadable(workflow, [...(first.history?.events ?? []), ...events])) ?? 'run_stuck';
}

/** The same of a run that has not been described yet; undefined if that fails, for a reason that is told elsewhere. */
export const whyFoundStuck = (workflow: WorkflowClient, workflowId: string): Promise<ErrorCode | undefined> =>
  workflow
    .getHandle(workflowId)
    .describe()
    .then((description) => whyStuck(workflow, description))
    .catch(() => undefined);

/** The code with which the content of events cannot be decrypted; undefined if it can. */
async function whyUnreadable(
  { options }: WorkflowClient,
  events: readonly object[],
): Promise<ErrorCode | undefined> {
  const payloads = events.flatMap(payloadsIn).filter(isSealed);
  try {
    for (const codec of options.loadedDataConverter.payloadCodecs) await codec.decode(payloads);
    return undefined;
  } catch (error) {
    return error instanceof OrderlyError ? error.code : undefined;
  }
}

/** Search attributes are never sealed. */
const isSealed = ({ metadata }: Payload): boolean =>
  Buffer.from(metadata?.['encoding'] ?? new Uint8Array()).toString() === 'binary/encrypted';

/** Every payload in an event, however deep it lies. */
function payloadsIn(value: unknown): Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array) return [value as Payload];
  return Object.values(value).flatMap(payloadsIn);
}
