/** Sub-flows are child workflows: `<parent>/<step>/<visit>`, under their own flow's name (DESIGN §10). */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  ParentClosePolicy,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { Command } from '../contracts/command.js';
import type { ConversationContext } from '../contracts/conversation.js';
import { run } from './activity-options.js';
import type { RunEnd, RunStart } from '../contracts/messages.js';
import { messageFor, type Started } from './start-message.js';
import { attributesAtStart } from '../temporal/search-attribute-keys.js';

/** Runs a sub-flow and waits for its end; one already started (after a reset) is only awaited. */
export async function runSubflow(
  parent: Started,
  command: Extract<Command, { do: 'subflow' }>,
): Promise<RunEnd> {
  const workflowId = `${workflowInfo().workflowId}/${command.step}/${command.visit}`;
  const start = childStart(parent, command);
  try {
    const child = await startChild(command.flow, {
      workflowId,
      args: [start],
      // The close policy alone does not protect against a cancelled parent, so both options are set (measured).
      ...(command.money
        ? {
            parentClosePolicy: ParentClosePolicy.ABANDON,
            cancellationType: ChildWorkflowCancellationType.ABANDON,
          }
        : { parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL }),
      typedSearchAttributes: attributesAtStart(start),
    });
    return (await child.result()) as RunEnd;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      return run('awaitRun', 'Wait for the run that was started before', { workflowId });
    }
    throw error;
  }
}

function childStart(
  parent: Started,
  command: Extract<Command, { do: 'subflow' }>,
): RunStart & { hash: string } {
  return {
    merchant: parent.merchant,
    flow: command.flow,
    hash: command.hash,
    inputs: command.inputs,
    conversation: withoutMessage(parent.conversation),
    ...messageFor(parent.conversation, command.inputs),
    ...(parent.intent === undefined ? {} : { intent: parent.intent }),
    ...(parent.startedBy === undefined ? {} : { startedBy: parent.startedBy }),
    ...(command.answeredBy === undefined ? {} : { answeredBy: command.answeredBy }),
    depth: parent.depth + 1,
  };
}

const withoutMessage = ({
  message: _message,
  ...conversation
}: ConversationContext): RunStart['conversation'] => conversation;
