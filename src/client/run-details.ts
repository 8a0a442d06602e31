/** One run: what happened in business words, where it stands, and why it ended. */
import { type WorkflowClient, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, TerminatedFailure, WorkflowNotFoundError } from '@temporalio/common';
import { catalogue } from '../commerce/index.js';
import { plainAmount } from '../contracts/currency.js';
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { RunEnd } from '../contracts/workflow-messages.js';
import type { RequestRow } from '../store/approvals.js';
import type { SaidRecord, Store, WriteRecord } from '../store/store.js';
import { type Awaited, awaitedSystems } from './awaited-systems.js';
import { hostsOf } from '../platform/temporal/possible-hosts-of-run.js';
import { whyStuck } from '../platform/temporal/stuck-run.js';
import { erasedReason } from './erase.js';
import { type RunItem, runItemOf } from './runs.js';

/** Something that happened; `at` in epoch ms. */
export interface RunHappening {
  at: number;
  kind: 'write' | 'approval' | 'said';
  /** For people: `Pay money back: done (HTTP 201), 12.50 EUR`, `Cancel an order: refused (already_cancelled, HTTP 409)`. */
  words: string;
  /** Of a write: how it came out; of an approval: how it stands. */
  status?: string;
  /** Of a write. */
  operation?: string;
  /** Of a write that was refused: why. */
  code?: string;
  /** Of a write: of the last answer to it. */
  httpStatus?: number;
  /** Of a write: the system's own. */
  reference?: string;
  /** Of a write, or what an approval is for: what the operation is called. */
  title?: string;
  /** Of a write. */
  amount?: NonNullable<WriteRecord['amount']>;
  /** Of an approval: its number, for whom it is, and who has decided. */
  number?: number;
  role?: string;
  decidedBy?: string;
  /** What was said. */
  said?: SaidRecord['kind'];
}

/** A run with all of that. */
export interface RunDetails extends RunItem {
  endedAt?: Date;
  /** How it ended: a result of its flow, the code of what went wrong, or `erased` with its customer. */
  why?: string;
  /** Systems that could not yet do what they were asked. */
  awaits: readonly Awaited[];
  /** Whether its workers cannot carry it on. */
  isStuck?: true;
  /** Why: `run_stuck` if another build of them began it, or why it cannot be decrypted. */
  stuckBy?: ErrorCode;
  /** Temporal does not know it: it has ended long ago, or Temporal's data was lost. What is shown is the store's. */
  isUnknown?: true;
  happened: readonly RunHappening[];
}

/** Shows a run and the sub-flows below it, of an inlined one its caller's; throws `run_unknown` if neither Temporal nor the store knows it. */
export async function showRun(
  { workflow, store }: { workflow: WorkflowClient; store: Pick<Store, 'runRecords' | 'approvals'> },
  merchant: string,
  id: string,
): Promise<RunDetails> {
  const [owner, conversation = '', run] = id.split('/');
  if (owner !== merchant) throw new OrderlyError('run_unknown', `${merchant} has no such run.`);
  const described = await describeHost(workflow, id);
  const { workflowId } = described ?? { workflowId: id };
  const [{ writes, said }, approvals] = await Promise.all([
    store.runRecords.of(merchant, conversation, workflowId),
    store.approvals.ofRun(merchant, workflowId),
  ]);
  const happened = [...writes.map(ofWrite), ...approvals.flatMap(ofApproval), ...said.map(ofSaid)].sort(
    (a, b) => a.at - b.at,
  );
  const [first] = happened;
  if (described !== undefined) return { ...described, happened };
  // What the store has below another name is not of one run.
  if (first === undefined || run === undefined)
    throw new OrderlyError('run_unknown', `${merchant} has no such run.`);
  const flow = approvals[0]?.flow ?? '';
  return { ...unknownToTemporal(workflowId, flow, first.at), happened };
}

/** What the store alone knows: Temporal has forgotten the run, or lost it. */
const unknownToTemporal = (workflowId: string, flow: string, startedAt: number): Described => ({
  ...{ workflowId, runId: '', flow, startedAt: new Date(startedAt) },
  ...{ status: 'UNKNOWN', waitingOn: [], awaits: [], outcome: '', isUnknown: true },
});

/** A run as Temporal knows it. */
type Described = Omit<RunDetails, 'happened'>;

/** The first workflow that Temporal knows of those in which a run may be; undefined if it knows none. */
async function describeHost(workflow: WorkflowClient, id: string): Promise<Described | undefined> {
  for (const host of hostsOf(id)) {
    const described = await describe(workflow, host);
    if (described !== undefined) return described;
  }
  return undefined;
}

/** As Temporal knows it; undefined if it does not. */
async function describe(workflow: WorkflowClient, workflowId: string): Promise<Described | undefined> {
  const handle = workflow.getHandle(workflowId);
  try {
    const found = await handle.describe();
    const item = runItemOf(found);
    if (found.closeTime === undefined) {
      const stuckBy = await whyStuck(workflow, found);
      const stuck = stuckBy === undefined ? {} : { isStuck: true as const, stuckBy };
      return { ...item, awaits: await awaitedSystems(workflow, workflowId), ...stuck };
    }
    return {
      ...item,
      awaits: [],
      endedAt: found.closeTime,
      why: item.outcome || (await endOf(handle.result())),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The result of a run that has ended, or the code with which it failed. */
async function endOf(result: Promise<unknown>): Promise<string> {
  try {
    return ((await result) as RunEnd | undefined)?.result ?? 'done';
  } catch (error) {
    if (error instanceof OrderlyError && error.code === 'key_destroyed') return erasedReason;
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    if (cause instanceof TerminatedFailure && cause.message === erasedReason) return erasedReason;
    return cause instanceof ApplicationFailure ? (cause.type ?? 'failed') : (cause?.name ?? 'failed');
  }
}

const states: Readonly<Record<WriteRecord['state'], string>> = {
  sending: 'being sent',
  accepted: 'accepted, outcome not known yet',
  done: 'done',
  refused: 'refused',
  unknown: 'outcome unknown',
};

function ofWrite({ at, operation, state, amount, reference, code, httpStatus }: WriteRecord): RunHappening {
  const what = catalogue.get(operation)?.title ?? operation;
  const details = [
    ...(code === undefined ? [] : [code]),
    ...(httpStatus === undefined ? [] : [`HTTP ${httpStatus}`]),
  ];
  const howItCame = details.length === 0 ? states[state] : `${states[state]} (${details.join(', ')})`;
  const parts = [howItCame, ...(amount === undefined ? [] : [plainAmount(amount)])];
  return {
    ...{ at, kind: 'write', words: `${what}: ${parts.join(', ')}`, status: state, operation, title: what },
    ...(amount === undefined ? {} : { amount }),
    ...(code === undefined ? {} : { code }),
    ...(httpStatus === undefined ? {} : { httpStatus }),
    ...(reference === undefined ? {} : { reference }),
  };
}

function ofApproval({ number, request, state, endedAt, decidedBy }: RequestRow): RunHappening[] {
  const { requestedAt, role, operation } = request;
  const what = catalogue.get(operation)?.title ?? operation;
  const asked = `${what} needs approval by ${role}, number ${number}`;
  const approval = { kind: 'approval', title: what, number, role } as const;
  const opened: RunHappening = { ...approval, at: requestedAt, words: asked, status: 'open' };
  if (endedAt === undefined) return [opened];
  const by = decidedBy === undefined ? '' : ` by ${decidedBy}`;
  const ended = { at: endedAt, words: `Number ${number}: ${state}${by}`, status: state };
  return [opened, { ...approval, ...ended, ...(decidedBy === undefined ? {} : { decidedBy }) }];
}

const saidWords: Readonly<Record<SaidRecord['kind'], string>> = {
  reply: 'Replied to the customer',
  question: 'Asked the customer',
  handover: 'Handed off to an agent',
  passed_on: 'Passed a message on to agents',
};

const ofSaid = ({ createdAt, kind }: SaidRecord): RunHappening => ({
  ...{ at: createdAt, kind: 'said', words: saidWords[kind], said: kind },
});
