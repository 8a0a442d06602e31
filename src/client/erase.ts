/** Forgets a customer: their conversations are ended, and what was said in them goes with its key (DESIGN §20). */
import { type WorkflowClient, WorkflowNotFoundError } from '@temporalio/client';
import { type CustomerNames, customerHashes } from '../security/customer-hashes.js';
import type { Store } from '../store/store.js';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';

/** What erasing needs; `pause` waits so many ms. */
export interface ErasurePorts {
  workflow: WorkflowClient;
  store: Pick<Store, 'erasure' | 'audit'>;
  /** Key of keyed hashes, the same as the workers'. */
  secret: string;
  now: () => number;
  pause: (ms: number) => Promise<unknown>;
}

/** What became of a conversation: erased, or waited for, as writes are out whose end nobody knows yet. */
export interface ErasedConversation {
  conversation: string;
  /** Operations; empty once it has been erased. */
  out: readonly string[];
}

/** Whose word it is, and how long it may wait for writes that are out, ms. */
export interface Erasing {
  merchant: string;
  customer: CustomerNames;
  by: string;
  waitMs: number;
}

/** Why the runs of a customer who is forgotten are terminated, as Temporal shows it. */
export const erasedReason = 'erased';

const PAUSE_MS = 2_000;

/**
 * Erases the conversations of a customer one by one, and tells of each; can be cut off anywhere and repeated. A conversation
 * is found again until it is erased; once it is closed it takes no message, and no write of it is let out.
 */
export async function* eraseCustomer(
  ports: ErasurePorts,
  { merchant, customer, by, waitMs }: Erasing,
): AsyncGenerator<ErasedConversation> {
  const hashes = customerHashes(ports.secret, merchant, customer);
  const { erasure, audit } = ports.store;
  const conversations = await erasure.conversationsOf(merchant, hashes);
  // All at first: a customer who writes on meanwhile begins nothing new in any of them.
  for (const conversation of conversations) await erasure.close(merchant, conversation);
  const until = ports.now() + waitMs;
  let erased = 0;
  for (const conversation of conversations) {
    const out = await eraseConversation(ports, { merchant, conversation }, until);
    if (out.length === 0) erased += 1;
    yield { conversation, out };
  }
  await audit.record({
    ...{ merchant, at: ports.now(), actor: by, action: 'customer.erase', subject: hashes.join(' ') },
    outcome: erased === conversations.length ? 'done' : 'unfinished',
    details: { conversations: conversations.length, erased },
  });
}

interface Place {
  merchant: string;
  conversation: string;
}

/** Returns the operations that are still out when there is no time left; none: it has been erased. */
async function eraseConversation(ports: ErasurePorts, place: Place, until: number): Promise<string[]> {
  // Runs settle what they have sent; what is left behind by others, the maintenance settles.
  const out = await settled(ports, place, until);
  if (out.length > 0) return out;
  await endRuns(ports, place);
  while (!(await ports.store.erasure.forget(place.merchant, place.conversation))) {
    const left = await settled(ports, place, until);
    if (left.length > 0) return left;
  }
  // One that began by a message sent in the moment of closing finds no text, and is ended too.
  await endRuns(ports, place);
  return [];
}

async function settled(
  { store, now, pause }: ErasurePorts,
  { merchant, conversation }: Place,
  until: number,
): Promise<string[]> {
  for (;;) {
    const out = await store.erasure.out(merchant, conversation);
    if (out.length === 0 || now() >= until) return out.map(({ operation }) => operation);
    await pause(PAUSE_MS);
  }
}

/** First the conversation, so that it starts nothing new. */
async function endRuns({ workflow }: ErasurePorts, { merchant, conversation }: Place): Promise<void> {
  const id = conversationWorkflowId(merchant, conversation);
  await end(workflow, id);
  const open = `ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH '${id}/'`;
  for await (const { workflowId } of workflow.list({ query: open })) await end(workflow, workflowId);
}

async function end(workflow: WorkflowClient, workflowId: string): Promise<void> {
  try {
    await workflow.getHandle(workflowId).terminate(erasedReason);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
