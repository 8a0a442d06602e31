/** The ports of calls as a worker provides them. */
import type { CallPorts, Contradiction, LateAnswer } from './calls/ports.js';
import { customerAuthenticator } from './calls/verification/authenticated-customer.js';
import type { NotifyConversationRequest } from '../contracts/activities.js';
import { conversationWorkflowId } from '../platform/temporal/signal-conversation.js';
import { composeHandover } from './compose-handover.js';
import { merchantOf } from './merchant-of.js';
import { callsIn } from '../workflows/interpreter/steps-in.js';
import type { CallStep } from '../contracts/ir.js';
import type { Dependencies, RunStore } from './dependencies.js';

// Calls of published flows by step, cached: a flow's IR decides what a call is, not what a run says.

/** Calls of one flow version by step id; undefined if it is not published for the merchant. */
type PublishedCalls = (merchant: string, hash: string) => Promise<ReadonlyMap<string, CallStep> | undefined>;

/** Reads each version once: a hash never changes its meaning. */
function publishedCalls(flowVersions: RunStore['flowVersions']): PublishedCalls {
  const known = new Map<string, ReadonlyMap<string, CallStep>>();
  return async (merchant, hash) => {
    const name = `${merchant}/${hash}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const ir = await flowVersions.get(merchant, hash);
    if (ir === undefined) return undefined;
    const calls = callsIn(ir.steps);
    known.set(name, calls);
    return calls;
  };
}

const words: Readonly<Record<LateAnswer['outcome'], (operation: string) => string>> = {
  done: (operation) => `${operation} was done after all; the system's answer arrived late.`,
  refused: (operation) => `${operation} was refused; the system's answer arrived late.`,
  unknown: (operation) => `It is unknown whether ${operation} was done, and its run has ended. Please check.`,
};

const contradictions: Readonly<Record<Contradiction['what'], (operation: string) => string>> = {
  come_back: (operation) =>
    `${operation} was done, but its system now reports that it has failed. Please check.`,
  done_after_refusal: (operation) =>
    `${operation} was refused, but its system now reports that it was done after all. Please check.`,
};

/** A run's id begins with its merchant's and its conversation's. */
const conversationOf = (workflowId: string): string => workflowId.split('/')[1] ?? '';

/** Makes the ports; people learn of a late answer through the outbox, in the queue that has the conversation. */
export function callPorts(
  deps: Dependencies,
  signal: (request: NotifyConversationRequest) => Promise<void>,
): CallPorts {
  const { merchants, store, secret, agents, log, metrics } = deps;
  const now = (): number => deps.now();
  return {
    ...{ store, secret, agents, log, metrics, now },
    merchant: (id) => merchantOf(merchants, id),
    published: publishedCalls(store.flowVersions),
    authenticated: customerAuthenticator({ secret, now }),
    async reportContradiction({ merchant, workflowId, step, visit, operation, what, isSeenTo }) {
      const served = merchantOf(merchants, merchant);
      const { config } = served;
      log.error(
        { merchant, workflowId, step, visit, operation, what },
        'a system now reports another outcome of a write',
      );
      metrics.writeContradicted({ merchant, what });
      if (isSeenTo === true) return;
      const conversation = conversationOf(workflowId);
      const key = `${workflowId}/${step}#${visit}/${what}`;
      const queue = config.handover.default;
      const handover = await composeHandover(deps, { merchant: served, conversation }, { run: workflowId });
      const body = { text: contradictions[what](operation), queue, ...handover };
      await store.outbox.add({ merchant, conversation, key, kind: 'handover', body });
      // What the customer has been told is not true any more, so flows do not go on telling it.
      const to = { merchant, conversation, workflowId: conversationWorkflowId(merchant, conversation) };
      await store.conversations.giveToPeople(merchant, conversation, queue);
      await signal({ ...to, signal: { type: 'handed_over', queue } });
    },
    async reportLateAnswer({ merchant, workflowId, step, visit, operation, outcome }) {
      const served = merchantOf(merchants, merchant);
      const conversation = conversationOf(workflowId);
      const key = `${workflowId}/${step}#${visit}/late-${outcome}`;
      const text = words[outcome](operation);
      const handover = await composeHandover(deps, { merchant: served, conversation }, { run: workflowId });
      const body = { text, queue: served.config.handover.default, ...handover };
      await store.outbox.add({ merchant, conversation, key, kind: 'handover', body });
    },
  };
}
