/** Passes a run's notification to its conversation; a run that has just paid cannot fail because of it. */
import type { WorkflowClient } from '@temporalio/client';
import { signalConversation } from '../platform/temporal/signal-conversation.js';
import type { NotifyConversationRequest } from '../contracts/activities.js';

/** Makes the activity; other activities also use the function to notify a conversation. */
export function notifyConversation(
  workflow: WorkflowClient,
): (request: NotifyConversationRequest) => Promise<void> {
  return ({ signal, ...to }) => signalConversation(workflow, to, signal);
}
