/** Sub-flows as child workflows: `<parent>/<step>/<visit>`, under their own flow's name (DESIGN §10). */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ChildWorkflowCancellationType, ParentClosePolicy, startChild } from '@temporalio/workflow';
import type { Command } from '../contracts/command.js';
import type { ConversationContext } from '../contracts/conversation.js';
import { run } from './activity-options.js';
import type { RunEnd, RunStart } from '../contracts/messages.js';
import { messageFor, type Started } from './start-message.js';
import { attributesAtStart } from '../temporal/search-attribute-keys.js';
import { workflowTaskTimeout } from '../temporal/workflow-task-timeout.js';

type SubflowCommand = Extract<Command, { do: 'subflow' }>;

/** Id of a sub-flow's run, which its keys begin with, whether it is a workflow or inlined. */
export const subflowId = (parent: string, { step, visit }: SubflowCommand): string =>
  `${parent}/${step}/${visit}`;

/** Runs a sub-flow and waits for its end; one already started (after a reset) is only awaited. */
export async function runSubflow(
  workflowId: string,
  start: RunStart,
  { money, summary }: { money: boolean; summary: string },
): Promise<RunEnd> {
  try {
    const child = await startChild(start.flow, {
      workflowId,
      args: [start],
      // The close policy alone does not protect against a cancelled parent, so both options are set (measured).
      ...(money
        ? {
            parentClosePolicy: ParentClosePolicy.ABANDON,
            cancellationType: ChildWorkflowCancellationType.ABANDON,
          }
        : { parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL }),
      workflowTaskTimeout,
      typedSearchAttributes: attributesAtStart(start),
      staticSummary: summary,
    });
    return (await child.result()) as RunEnd;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) {
      return run('awaitRun', 'Wait for the run that was started before', { workflowId });
    }
    throw error;
  }
}

/** How a sub-flow starts: with the version that its caller's version names. */
export function childStart(
  parent: Started,
  command: SubflowCommand,
  messageIds: readonly string[],
): RunStart {
  return {
    merchant: parent.merchant,
    flow: command.flow,
    hash: command.hash,
    inputs: command.inputs,
    conversation: withoutMessage(parent.conversation),
    ...messageFor(parent.conversation, command.inputs),
    ...(messageIds.length === 0 ? {} : { messageIds }),
    ...(parent.intent === undefined ? {} : { intent: parent.intent }),
    ...(parent.startedBy === undefined ? {} : { startedBy: parent.startedBy }),
    ...(parent.stillOpen === undefined ? {} : { stillOpen: parent.stillOpen }),
    ...(command.answeredBy === undefined ? {} : { answeredBy: command.answeredBy }),
    depth: parent.depth + 1,
  };
}

const withoutMessage = ({
  message: _message,
  ...conversation
}: ConversationContext): RunStart['conversation'] => conversation;
