/** Runs in business words, as `orderly runs` prints them. */
import type { WorkflowClient, WorkflowExecutionInfo } from '@temporalio/client';
import { searchAttributeKeys } from '../platform/temporal/search-attribute-keys.js';

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

/** Which runs are listed. */
export interface RunsPage {
  open?: boolean;
  limit?: number;
  conversation?: string;
}

/** The runs of a merchant that began last, newest first; `open` excludes ended ones, `conversation` those of others (its id in Temporal). */
export async function listRuns(
  workflow: WorkflowClient,
  merchant: string,
  { open = false, limit = 50, conversation }: RunsPage = {},
): Promise<RunItem[]> {
  const within =
    conversation === undefined
      ? ''
      : ` AND WorkflowId STARTS_WITH "${unquoted(`${merchant}/${conversation}/`)}"`;
  const merchants = `OrderlyMerchant = "${unquoted(merchant)}"${within}`;
  const pages = { pageSize: limit };
  const newest: RunItem[] = [];
  // Temporal lists open runs by their start, newest first.
  for await (const run of workflow.list({
    query: `${merchants} AND ExecutionStatus = "Running"`,
    ...pages,
  })) {
    newest.push(runItemOf(run));
    if (newest.length >= limit) break;
  }
  if (open) return newest;
  // It lists ended ones by their end: what follows one that ended at a time has begun before that time too.
  for await (const run of workflow.list({
    query: `${merchants} AND ExecutionStatus != "Running"`,
    ...pages,
  })) {
    const last = newest[limit - 1];
    if (last !== undefined && run.closeTime !== undefined && run.closeTime < last.startedAt) break;
    newest.push(runItemOf(run));
    newest.sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime()).splice(limit);
  }
  return newest;
}

const unquoted = (text: string): string => text.replaceAll(/["\\]/g, '');

/** A run as Temporal describes it. */
export const runItemOf = ({
  typedSearchAttributes,
  ...run
}: Omit<WorkflowExecutionInfo, 'raw'>): RunItem => ({
  workflowId: run.workflowId,
  runId: run.runId,
  flow: run.type,
  status: run.status.name,
  waitingOn: typedSearchAttributes.get(searchAttributeKeys.waitingOn) ?? [],
  outcome: typedSearchAttributes.get(searchAttributeKeys.outcome) ?? '',
  startedAt: run.startTime,
});
