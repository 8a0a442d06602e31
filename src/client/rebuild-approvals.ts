/** Finds approval requests again, out of the runs that wait, for a store that was restored from a backup. */
import type { WorkflowClient, WorkflowHandle } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { type ApprovalEnd, messageNames } from '../contracts/workflow-messages.js';
import type { RequestRow } from '../store/approvals.js';
import type { Store } from '../store/store.js';
import { explainTemporal } from '../platform/temporal/explain-temporal.js';
import { searchAttributeKeys } from '../platform/temporal/search-attribute-keys.js';
import { whyFoundStuck } from '../platform/temporal/stuck-run.js';

/** How far a merchant's numbers go on after a restore: more than are given between two backups. */
const numbersMargin = 1_000;

/** Has a merchant's numbers go on where none was ever given; returns the next one. */
export const raiseNumbers = async (approvals: Store['approvals'], merchant: string): Promise<number> =>
  (await approvals.raiseNumbers(merchant, numbersMargin)) + 1;

/** What was found and done. */
export interface Rebuilt {
  /** Numbers of requests that the store did not know as open. */
  found: readonly number[];
  /** Numbers of requests that had ended since the backup. */
  ended: readonly number[];
  /** The next number of the merchant, where anything was found: the store was restored, and numbers were given since. */
  next?: number;
  /** Runs that could not be asked, and why: they may wait for an approval that nobody sees. */
  unasked: readonly { workflowId: string; code: ErrorCode }[];
}

interface Rebuilding {
  workflow: WorkflowClient;
  approvals: Store['approvals'];
}

/** How long one run may take to show what it has, ms. */
const shownWithinMs = 20_000;

/** Rows of one page. */
const most = 200;

/** Has each run that waits for an approval, or that the store takes for one, show its requests once more; again, nothing changes. */
export async function rebuildApprovals(rebuilding: Rebuilding, merchant: string): Promise<Rebuilt> {
  const before = await openRows(rebuilding, merchant);
  const runs = new Set([
    ...(await waitingRuns(rebuilding.workflow, merchant)),
    ...before.map(({ workflowId }) => workflowId),
  ]);
  const unasked: { workflowId: string; code: ErrorCode }[] = [];
  for (const workflowId of runs) {
    const code = await rebuildRun(
      rebuilding,
      workflowId,
      before.filter((row) => row.workflowId === workflowId),
    );
    if (code !== undefined) unasked.push({ workflowId, code });
  }
  const [known, open] = [numbersOf(before), numbersOf(await openRows(rebuilding, merchant))];
  const only = (those: ReadonlySet<number>, without: ReadonlySet<number>): number[] =>
    [...those].filter((number) => !without.has(number));
  const [found, ended] = [only(open, known), only(known, open)];
  const isRestored = found.length + ended.length > 0;
  const next = isRestored ? { next: await raiseNumbers(rebuilding.approvals, merchant) } : {};
  return { found, ended, ...next, unasked };
}

const numbersOf = (rows: readonly RequestRow[]): ReadonlySet<number> =>
  new Set(rows.map(({ number }) => number));

async function waitingRuns(workflow: WorkflowClient, merchant: string): Promise<string[]> {
  const found: string[] = [];
  const query = `OrderlyMerchant = "${merchant}" AND ExecutionStatus = "Running" AND OrderlyWaitingOn IS NOT NULL`;
  for await (const { workflowId, typedSearchAttributes } of workflow.list({ query })) {
    const waitsFor = typedSearchAttributes.get(searchAttributeKeys.waitingOn) ?? [];
    if (waitsFor.some((what) => what.startsWith('approval:'))) found.push(workflowId);
  }
  return found;
}

/** All open rows of a merchant, also those whose time is over. */
async function openRows({ approvals }: Rebuilding, merchant: string): Promise<RequestRow[]> {
  const found: RequestRow[] = [];
  for (let after: Pick<RequestRow, 'merchant' | 'number'> = { merchant, number: 0 }; ;) {
    const page = await approvals.openSince(0, most, after);
    const own = page.filter((row) => row.merchant === merchant);
    found.push(...own);
    const last = own.at(-1);
    if (last === undefined || own.length < page.length) return found;
    after = last;
  }
}

/** Asks one run; the code of why it could not be asked. */
async function rebuildRun(
  { workflow, approvals }: Rebuilding,
  workflowId: string,
  rows: readonly RequestRow[],
): Promise<ErrorCode | undefined> {
  const handle = workflow.getHandle(workflowId);
  const within = <Result>(ask: () => Promise<Result>): Promise<Result> =>
    workflow.withDeadline(Date.now() + shownWithinMs, ask);
  try {
    await within(() => handle.executeUpdate<readonly number[], []>(messageNames.showApprovals));
    return undefined;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) return codeOf(workflow, workflowId, error);
  }
  // What a run that is over has decided, it still tells; one that Temporal has forgotten is gone.
  const ends = await within(() => endsOf(handle)).catch(() => []);
  for (const { merchant, request } of rows) {
    const end = ends.find(({ requestId }) => requestId === request.id);
    await approvals.end(merchant, request.id, end ?? { state: 'withdrawn', at: Date.now() });
  }
  return undefined;
}

const endsOf = (handle: WorkflowHandle): Promise<readonly ApprovalEnd[]> =>
  handle.query<readonly ApprovalEnd[]>(messageNames.approvalEnds);

async function codeOf(workflow: WorkflowClient, workflowId: string, error: unknown): Promise<ErrorCode> {
  const stuck = await whyFoundStuck(workflow, workflowId);
  if (stuck !== undefined) return stuck;
  if (error instanceof OrderlyError) return error.code;
  return explainTemporal(error)?.code ?? 'internal';
}
