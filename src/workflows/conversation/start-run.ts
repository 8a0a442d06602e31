/** Starts the main flow for a message. */
import { type Workflow, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  type ChildWorkflowHandle,
  ParentClosePolicy,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import type { RunStart } from '../../contracts/messages.js';
import { attributesAtStart } from '../../temporal/search-attribute-keys.js';
import { workflowTaskTimeout } from '../../temporal/workflow-task-timeout.js';

/** Starts a run under an id of its message's; undefined for a repeated message whose run already exists. */
export async function startRun(
  workflowId: string,
  start: RunStart,
): Promise<ChildWorkflowHandle<Workflow> | undefined> {
  try {
    return await startChild(start.flow, {
      workflowId,
      args: [start],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      // The end of the conversation must not end a run that moves money; both options are needed (measured).
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
      workflowTaskTimeout,
      typedSearchAttributes: attributesAtStart(start),
      staticSummary: `What a customer wants: ${start.intent ?? ''}`,
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}
