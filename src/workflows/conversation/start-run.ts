/** Starts the main flow for a message. */
import { type Workflow, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  type ChildWorkflowHandle,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { mainFlow } from '../../contracts/main-flow.js';
import type { RunStart } from '../../contracts/messages.js';
import { attributesAtStart } from '../../temporal/search-attribute-keys.js';
import type { ConversationState, QueuedMessage } from './state.js';

/** Starts a run under the message's own id; undefined for a repeated message whose run already exists. */
export async function startRun(
  state: ConversationState,
  workflowId: string,
  conversationWorkflowId: string,
  { message, receivedAt, understanding }: QueuedMessage,
): Promise<ChildWorkflowHandle<Workflow> | undefined> {
  const { text, messageId, startedBy } = message;
  const start: RunStart = {
    merchant: state.merchant,
    flow: mainFlow,
    inputs: { message: text },
    conversation: {
      id: state.conversation,
      workflowId: conversationWorkflowId,
      language: state.language,
      ...(state.customer === undefined ? {} : { customer: state.customer }),
      facts: state.facts,
      receivedAt,
      message: { id: messageId, text, understanding },
    },
    intent: understanding.intent,
    ...(startedBy === undefined ? {} : { startedBy }),
    depth: 0,
  };
  try {
    return await startChild(mainFlow, {
      workflowId,
      args: [start],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      // The end of the conversation must not end a run that moves money; both options are needed (measured).
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
      typedSearchAttributes: attributesAtStart(start),
      staticSummary: `What a customer wants: ${understanding.intent}`,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}
