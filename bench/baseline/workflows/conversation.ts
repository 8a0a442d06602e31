/** A conversation, written by hand: understands each message and gives it to the run that asks, or to a new one. */
import {
  ChildWorkflowCancellationType,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  setHandler,
  startChild,
  workflowInfo,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import type { UnderstoodMessage } from '../../../src/contracts/activities.js';
import type { Facts } from '../../../src/contracts/customer.js';
import type { OpenAsk } from '../../../src/contracts/conversation.js';
import {
  messageNames,
  type ConversationSignal,
  type MessageRef,
  type RunSignal,
  type RunStart,
} from '../../../src/contracts/workflow-messages.js';
import { attributesAtStart } from '../../../src/platform/temporal/search-attribute-keys.js';
import { understandMessage } from './activities.js';

const conversationEvent = defineSignal<[ConversationSignal]>(messageNames.conversationSignal);

/** Runs until the customer has been silent for a week with nothing open. */
export async function conversation(owner: { merchant: string; conversation: string }): Promise<void> {
  const seen = new Set<string>();
  const inbox: Received[] = [];
  let asks: OpenAsk[] = [];
  let facts: Facts = {};
  let openRuns = 0;
  let heard = 0;
  setHandler(conversationEvent, (signal) => {
    heard += 1;
    if (signal.type === 'message' && !seen.has(signal.message.messageId)) {
      seen.add(signal.message.messageId);
      inbox.push({ message: signal.message, receivedAt: Date.now() });
    }
    if (signal.type === 'ask_opened') asks = [signal.ask, ...asks];
  });
  for (;;) {
    for (let received = inbox.shift(); received !== undefined; received = inbox.shift()) {
      const request = { ...owner, messageId: received.message.messageId, asks };
      const understood = await understandMessage.executeWithOptions({ summary: 'Understand a message' }, [
        request,
      ]);
      facts = { ...facts, ...understood.facts };
      const fit = understood.fits[0];
      if (fit === undefined) {
        openRuns += 1;
        await startRun(owner, received, understood, facts, () => (openRuns -= 1));
      } else {
        asks = asks.filter(({ run, key }) => run !== fit.run || key !== fit.key);
        await answer(received, understood, fit);
      }
    }
    const before = heard;
    const woken = await condition(() => heard > before, '7 days');
    if (!woken && openRuns === 0) return;
  }
}

interface Received {
  message: MessageRef;
  receivedAt: number;
}

async function answer(
  { message: { messageId }, receivedAt }: Received,
  { facts }: UnderstoodMessage,
  { run, key, value }: UnderstoodMessage['fits'][number],
): Promise<void> {
  const signal: RunSignal = { type: 'answer', key, messageId, answer: { value, facts, receivedAt } };
  await getExternalWorkflowHandle(run).signal(messageNames.runSignal, signal);
}

async function startRun(
  { merchant, conversation: id }: { merchant: string; conversation: string },
  { message: { messageId, seq }, receivedAt }: Received,
  { understanding, language, customer }: UnderstoodMessage,
  facts: Facts,
  ended: () => void,
): Promise<void> {
  const { workflowId } = workflowInfo();
  const known = { id, workflowId, language, facts, receivedAt };
  const start: RunStart = {
    merchant,
    flow: 'customer-service',
    inputs: {},
    conversation: { ...known, ...(customer === undefined ? {} : { customer }) },
    message: { ids: [messageId], understanding },
    intent: understanding.intent,
    depth: 0,
  };
  const child = await startChild('customer-service', {
    workflowId: `${workflowId}/${seq}-${understanding.intent}`,
    args: [start],
    workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    parentClosePolicy: ParentClosePolicy.ABANDON,
    cancellationType: ChildWorkflowCancellationType.ABANDON,
    typedSearchAttributes: attributesAtStart(start),
    staticSummary: `What a customer wants: ${understanding.intent}`,
  });
  void child.result().then(ended, ended);
}
