/** The only way into a conversation: signalWithStart reopens a closed one, so nothing is lost (DESIGN §7). */
import type { WorkflowClient } from '@temporalio/client';
import { type ConversationSignal, messageNames, taskQueue } from '../../contracts/workflow-messages.js';
import { attributesAtStart } from './search-attribute-keys.js';
import { workflowTaskTimeout } from './workflow-task-timeout.js';

/** Signals a conversation, starting it if it is not running: `withPeople` says who has it then. Ids are opaque. */
export async function signalConversation(
  workflow: WorkflowClient,
  to: { merchant: string; conversation: string; workflowId: string; withPeople?: boolean },
  signal: ConversationSignal,
): Promise<void> {
  const { merchant, conversation, workflowId, withPeople = false } = to;
  await workflow.signalWithStart('conversation', {
    workflowId,
    taskQueue,
    args: [{ merchant, conversation, ...(withPeople ? { withPeople } : {}) }],
    signal: messageNames.conversationSignal,
    signalArgs: [signal],
    workflowTaskTimeout,
    typedSearchAttributes: attributesAtStart({ merchant, flow: 'conversation' }),
    staticSummary: 'A conversation with a customer',
    priority: { fairnessKey: merchant },
  });
}

/** Workflow id of a conversation: merchant and opaque id. */
export const conversationWorkflowId = (merchant: string, conversation: string): string =>
  `${merchant}/${conversation}`;
