/** Runs in business words, as `orderly runs` prints them. */
import type { WorkflowClient } from '@temporalio/client';
import { searchAttributeKeys } from '../temporal/search-attribute-keys.js';

/** A run as shown to operators. */
export interface RunItem {
  workflowId: string;
  runId: string;
  flow: string;
  status: string;
  waitingOn: readonly string[];
  outcome: string;
  startedAt: Date;
}

/** Runs of a merchant, newest first; `open` excludes ended ones. */
export async function listRuns(
  workflow: WorkflowClient,
  merchant: string,
  { open = false, limit = 50 } = {},
): Promise<RunItem[]> {
  const query = `OrderlyMerchant = "${merchant.replaceAll(/["\\]/g, '')}"${open ? ' AND ExecutionStatus = "Running"' : ''}`;
  const items: RunItem[] = [];
  for await (const { workflowId, runId, type, status, startTime, ...run } of workflow.list({
    query,
    pageSize: limit,
  })) {
    items.push({
      workflowId,
      runId,
      flow: type,
      status: status.name,
      waitingOn: run.typedSearchAttributes.get(searchAttributeKeys.waitingOn) ?? [],
      outcome: run.typedSearchAttributes.get(searchAttributeKeys.outcome) ?? '',
      startedAt: startTime,
    });
    if (items.length >= limit) break;
  }
  return items.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
}
