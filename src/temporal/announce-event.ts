/** Says that an event of a merchant has been kept, so that a worker takes it up. */
import type { WorkflowClient } from '@temporalio/client';
import { messageNames, taskQueue } from '../contracts/messages.js';
import { workflowTaskTimeout } from './workflow-task-timeout.js';

/** Wakes the workflow that takes up the merchant's events, or starts it; it is no run, and not listed among them. */
export async function announceEvent(workflow: WorkflowClient, merchant: string): Promise<void> {
  await workflow.signalWithStart('takeEvents', {
    ...{ workflowId: `orderly-events:${merchant}`, taskQueue, args: [merchant] },
    ...{ signal: messageNames.eventKept, signalArgs: [], workflowTaskTimeout },
    staticSummary: 'What systems have told',
    priority: { fairnessKey: merchant },
  });
}
