/** Tells a conversation what a run has to say to it; a run that has just paid cannot fail by it. */
import type { WorkflowClient } from '@temporalio/client';
import { signalConversation } from '../temporal/signal-conversation.js';
import type { NotifyConversationRequest } from '../contracts/activities.js';

/** Makes the activity; the function is also what other activities tell a conversation with. */
export function notifyConversation(
  workflow: WorkflowClient,
): (request: NotifyConversationRequest) => Promise<void> {
  return ({ signal, ...to }) => signalConversation(workflow, to, signal);
}
