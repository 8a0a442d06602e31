/** Which systems a run waits for: what Temporal keeps of the failed attempts of its open calls. */
import type { WorkflowClient } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import type { AwaitedSystem } from '../contracts/call-request.js';

/** An open call whose system could not do it yet, and how often it was asked. */
export interface Awaited extends AwaitedSystem {
  attempts: number;
}

/** Those of a workflow and of all runs below it; one that has not failed yet is not among them. */
export async function awaitedSystems(workflow: WorkflowClient, workflowId: string): Promise<Awaited[]> {
  const { raw } = await workflow.getHandle(workflowId).describe();
  const own = (raw.pendingActivities ?? []).map(async ({ lastFailure, attempt }) => {
    const details = lastFailure?.applicationFailureInfo?.details?.payloads ?? [];
    const [asked] = await openPayloads(workflow, workflowId, details);
    return isAwaited(asked) ? [{ ...asked, attempts: attempt ?? 1 }] : [];
  });
  const below = (raw.pendingChildren ?? []).flatMap(({ workflowId: child }) =>
    typeof child === 'string' ? [awaitedSystems(workflow, child)] : [],
  );
  return (await Promise.all([...own, ...below])).flat();
}

/** Payloads that Temporal hands out as they are kept. */
export async function openPayloads(
  { options }: WorkflowClient,
  workflowId: string,
  payloads: readonly Payload[],
): Promise<unknown[]> {
  const { payloadCodecs, payloadConverter } = options.loadedDataConverter;
  let open = [...payloads];
  for (const codec of payloadCodecs.toReversed())
    open = await codec.decode(open, { type: 'workflow', namespace: options.namespace, workflowId });
  return open.map((payload) => payloadConverter.fromPayload(payload));
}

const isAwaited = (value: unknown): value is AwaitedSystem =>
  typeof value === 'object' && value !== null && 'connection' in value && 'operation' in value;
