/** Starts the flow that an event starts, in the conversation that its record comes from: once for a fact, ever. */
import { type WorkflowClient, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { JsonObject } from '../contracts/json.js';
import { type RunStart, taskQueue } from '../contracts/workflow-messages.js';
import { flowStartedBy } from '../merchants/event-flows.js';
import type { EffectRecord, EventReading, Store } from '../store/store.js';
import { attributesAtStart, shortHash } from '../platform/temporal/search-attribute-keys.js';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';
import { workflowTaskTimeout } from '../platform/temporal/workflow-task-timeout.js';
import type { Dependencies } from './dependencies.js';

/** How long after its write a record is written about to the customer, ms: 30 days (DESIGN §17). */
const writesWithinMs = 30 * 24 * 60 * 60 * 1000;

type StartDependencies = Pick<Dependencies, 'merchants' | 'now'> & {
  store: Store;
  workflow: WorkflowClient;
};

/**
 * Starts it; false if there is nothing to start: no flow for the event, a conversation that has been forgotten, or a write of
 * long ago. Whatever is said of a fact again, by whichever event, starts nothing more.
 */
export async function startByEvent(
  { merchants, store, workflow, now }: StartDependencies,
  row: EffectRecord,
  { kind, fields }: Pick<EventReading, 'kind' | 'fields'>,
): Promise<boolean> {
  const { merchant, key } = row;
  const served = merchants.get(merchant);
  const name = served && flowStartedBy(served.config, kind);
  const flow = name === undefined ? undefined : served?.flows.get(name);
  if (served === undefined || name === undefined || flow === undefined) return false;
  // What a system has not done yet, no flow tells of.
  if ((await store.effects.find(row))?.state !== 'done') return false;
  const fact = `${kind}/${key}`;
  const known = await store.eventStarts.find(merchant, fact);
  if (known?.isStarted === true) return true;
  const [, conversation = ''] = row.workflowId.split('/');
  const found = await store.conversations.find(merchant, conversation);
  if (found === undefined || now() - row.firstSentAt > writesWithinMs) return false;
  const { amount, language = served.config.language } = await store.eventStarts.around(row);
  const given: JsonObject = { ...fields, ...(amount === undefined ? {} : { amount: { ...amount } }) };
  const start: RunStart = {
    ...{ merchant, flow: name, hash: flow.hash, depth: 0 },
    inputs: Object.fromEntries(
      Object.entries(given).filter(([input]) => Object.hasOwn(flow.ir.inputs, input)),
    ),
    conversation: {
      ...{ id: conversation, workflowId: conversationWorkflowId(merchant, conversation), language },
      ...{ facts: {}, receivedAt: now() },
    },
  };
  // What was noted before a worker died is the run that it began, or was about to.
  const workflowId = known?.workflowId ?? `${merchant}/${conversation}/${name}-${shortHash(key)}`;
  if (known === undefined) await store.eventStarts.note(merchant, fact, workflowId);
  await begin(workflow, workflowId, start);
  await store.eventStarts.started(merchant, fact);
  return true;
}

async function begin(workflow: WorkflowClient, workflowId: string, start: RunStart): Promise<void> {
  try {
    await workflow.start(start.flow, {
      ...{ workflowId, taskQueue, args: [start], workflowTaskTimeout },
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: attributesAtStart(start),
      staticSummary: 'Started by an event from a system',
      priority: { fairnessKey: start.merchant },
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
