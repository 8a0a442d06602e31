/** Finds and settles writes and reservations whose runs are gone, and counts those runs. */
import { randomUUID } from 'node:crypto';
import type { WorkflowClient } from '@temporalio/client';
import type { CallPorts } from './calls/ports.js';
import type { Metrics } from './dependencies.js';
import { freeUnlessSent } from './calls/reservation.js';
import { placeOf, type PlannedWrite, planCall, writeOf } from './calls/plan.js';
import { hostOf } from '../platform/temporal/host-of-run.js';
import type { Reconciliation } from '../contracts/activities.js';
import type { RequestRow } from '../store/approvals.js';
import type { Store, EffectId, EffectRecord } from '../store/store.js';
import type { CallResult } from '../contracts/call-result.js';
import { CallFailure, NotNow } from './calls/failures.js';
import { canBegin, idOf } from './calls/effect-record.js';
import { lookUp, lookupOf, SETTLE_MS } from './calls/look-up-write.js';
import type { CallRequest, Try } from '../contracts/call-request.js';
import { takeOver } from './calls/send-write.js';
import { settleUnknown, storeClock } from './calls/settle-write.js';
import { askAccepted } from './calls/accepted-writes.js';

// The reconciliation settles what closed or terminated runs have left behind, without them (DESIGN §5).

/** Settles a write whose run is gone, without sending anything; false if that is not possible yet. */
async function reconcileEffect(ports: CallPorts, id: EffectId, tried: Try): Promise<boolean> {
  const row = await ports.store.effects.find(id);
  // Only calls write rows, together with their requests, which forgetting takes away.
  if (row?.request === undefined) return false;
  const request = row.request as unknown as CallRequest;
  try {
    const call = await planCall(ports, request, tried);
    const write = writeOf(ports, call);
    const result = write && (await settleAlone(ports, write, row));
    if (write === undefined || result === undefined || result.outcome === 'accepted') return false;
    await report(ports, row, result);
    return true;
  } catch (error) {
    // The merchant or its binding is gone for now, or a system cannot tell yet: the next reconciliation tries again.
    if (error instanceof NotNow || error instanceof CallFailure) return false;
    throw error;
  }
}

async function settleAlone(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
): Promise<CallResult | undefined> {
  if (row.state === 'accepted') return askAccepted(ports, call, row);
  // From here on no delayed attempt can pass the gate.
  const mine = await takeOver(ports, call, row);
  if (mine === 'late') return settleUnknown(ports, call);
  if (mine.out.length === 0) return takeBack(ports, call);
  const { idempotency, timeoutMs } = call.binding;
  const lookup = lookupOf(idempotency);
  if (lookup !== undefined && row.digest === call.sending.digest)
    return lookUp(ports, call, mine, lookup).catch((error: unknown) => nothingSent(ports, call, error));
  const settledAt = Math.max(...mine.out.map(({ at }) => at)) + timeoutMs + SETTLE_MS;
  return (await storeClock(ports, call)) < settledAt ? undefined : settleUnknown(ports, call);
}

/** Nothing has left, and nothing can any more. */
async function takeBack(ports: CallPorts, call: PlannedWrite): Promise<CallResult> {
  await ports.store.effects.change(call.place, ({ row }) =>
    row?.state === 'sending' && row.sender === call.tried.id && row.out.length === 0
      ? { row: 'deleted', reservation: { state: 'freed' }, value: undefined }
      : { value: undefined },
  );
  return { outcome: 'unavailable' };
}

/** After a look-up's "no" there is nobody to begin anew. */
async function nothingSent(ports: CallPorts, call: PlannedWrite, error: unknown): Promise<CallResult> {
  const row = await ports.store.effects.find(call.id);
  if (!(error instanceof NotNow) || (row !== undefined && !canBegin(row))) throw error;
  return takeBack(ports, call);
}

/** No run waits for the result any more: people are told. */
async function report(ports: CallPorts, row: EffectRecord, { outcome }: CallResult): Promise<void> {
  if (outcome !== 'done' && outcome !== 'refused' && outcome !== 'unknown') return;
  await ports.reportLateAnswer({ ...idOf(row), outcome });
}

/** Minimum age, ms: younger ones belong to runs still at work. */
const AGE_MS = 5 * 60 * 1000;
const MOST = 200;

/** How long nothing is heard of a run before it is looked at, ms: most wait rightly. */
const SILENT_MS = 60 * 60 * 1000;

/** Makes the activity. */
export function reconcileEffects(
  ports: CallPorts,
  workflow: WorkflowClient,
  { approvals, flowRuns }: Pick<Store, 'approvals' | 'flowRuns'>,
  metrics: Pick<Metrics, 'runUnknown'>,
): () => Promise<Reconciliation> {
  const { effects, reservations } = ports.store;
  /** Whether the run of what is left is gone and it was reconciled; a failure is logged, and holds up nothing else. */
  const reconcile = async (left: Left, settle: () => Promise<boolean>): Promise<number> => {
    const { merchant, workflowId } = left;
    try {
      if (workflowId === '' || (await isRunning(workflow, workflowId))) return 0;
      return (await settle()) ? 1 : 0;
    } catch (error) {
      ports.log.error(
        { merchant, workflowId, err: error },
        'what an ended run has left could not be settled yet',
      );
      return 0;
    }
  };
  return async () => {
    let [settled, freed] = [0, 0];
    for (const row of await effects.open(AGE_MS, MOST)) {
      const tried = { id: randomUUID(), attempt: 1, scheduledAt: row.firstSentAt };
      settled += await reconcile(row, () => reconcileEffect(ports, row, tried));
    }
    for (const idle of await reservations.idle(AGE_MS, MOST))
      freed += await reconcile(idle, async () => {
        const { merchant, workflowId, step, visit } = idle;
        await freeUnlessSent(ports, { place: placeOf({ merchant, workflowId, call: { step, visit } }) });
        return true;
      });
    await endRequests(approvals, reconcile, { ports, workflow, metrics });
    // A run that was ended from outside leaves no note of that.
    for (const run of await flowRuns.silent(SILENT_MS, MOST))
      await reconcile(run, async () => {
        await flowRuns.stop(run.merchant, run.workflowId);
        return true;
      });
    if (settled + freed > 0) ports.log.info({ settled, freed }, 'settled writes left by ended runs');
    return { settled, freed };
  };
}

interface Left {
  merchant: string;
  workflowId: string;
}

/** Ends open requests that no run waits for, and tells of those whose runs Temporal has lost. */
async function endRequests(
  approvals: Store['approvals'],
  reconcile: (left: Left, settle: () => Promise<boolean>) => Promise<number>,
  {
    ports,
    workflow,
    metrics,
  }: { ports: CallPorts; workflow: WorkflowClient; metrics: Pick<Metrics, 'runUnknown'> },
): Promise<void> {
  const lost = new Map<string, number[]>();
  for await (const row of openRequests(approvals))
    await reconcile(row, async () => {
      const { merchant, number, request } = row;
      await approvals.end(merchant, request.id, { state: 'withdrawn', at: ports.now() });
      if ((await hostOf(workflow, row.workflowId)) !== undefined) return true;
      metrics.runUnknown({ merchant });
      lost.set(merchant, [...(lost.get(merchant) ?? []), number]);
      return true;
    });
  for (const [merchant, numbers] of lost)
    ports.log.error(
      { code: 'run_unknown', merchant, numbers },
      'approval requests were closed, because Temporal does not know the runs that waited for them',
    );
}

/** Every open request that is old enough, page by page: many may wait for a long time, and rightly. */
async function* openRequests(approvals: Store['approvals']): AsyncGenerator<RequestRow> {
  let last: RequestRow | undefined;
  for (;;) {
    const page = await approvals.openSince(AGE_MS, MOST, last);
    yield* page;
    last = page.at(-1);
    // A page may lack those that cannot be read.
    if (last === undefined) return;
  }
}

const isRunning = async (workflow: WorkflowClient, run: string): Promise<boolean> =>
  (await hostOf(workflow, run))?.isRunning === true;
