/** Finds and settles writes and reservations whose runs are gone. */
import { randomUUID } from 'node:crypto';
import type { WorkflowClient } from '@temporalio/client';
import type { CallPorts } from '../calls/ports.js';
import { freeUnlessSent } from '../calls/reservation.js';
import { placeOf } from '../calls/plan.js';
import { sweepRow } from '../calls/sweep.js';
import { hostOf } from '../temporal/host-of-run.js';
import type { Swept } from '../contracts/activities.js';
import type { RequestRow } from '../store/approvals.js';
import type { Store } from '../store/store.js';

/** Minimum age, ms: younger ones belong to runs still at work. */
const AGE_MS = 5 * 60 * 1000;
const MOST = 200;

/** Makes the activity. */
export function sweepEffects(
  ports: CallPorts,
  workflow: WorkflowClient,
  { approvals }: Pick<Store, 'approvals'>,
): () => Promise<Swept> {
  const { effects, reservations } = ports.store;
  /** Whether the run of what is left is gone and it was swept up; a failure is logged, and holds up nothing else. */
  const sweep = async (left: Left, settle: () => Promise<boolean>): Promise<number> => {
    const { merchant, workflowId } = left;
    try {
      if (workflowId === '' || (await isRunning(workflow, workflowId))) return 0;
      return (await settle()) ? 1 : 0;
    } catch (error) {
      ports.log.error(
        { merchant, workflowId, err: error },
        'what a run left behind could not be swept up yet',
      );
      return 0;
    }
  };
  return async () => {
    let [settled, freed] = [0, 0];
    for (const row of await effects.open(AGE_MS, MOST)) {
      const tried = { id: randomUUID(), attempt: 1, scheduledAt: row.firstSentAt };
      settled += await sweep(row, () => sweepRow(ports, row, tried));
    }
    for (const idle of await reservations.idle(AGE_MS, MOST))
      freed += await sweep(idle, async () => {
        const { merchant, workflowId, step, visit } = idle;
        await freeUnlessSent(ports, { place: placeOf({ merchant, workflowId, call: { step, visit } }) });
        return true;
      });
    for await (const row of openRequests(approvals))
      await sweep(row, async () => {
        await approvals.end(row.merchant, row.request.id, { state: 'withdrawn', at: ports.now() });
        return true;
      });
    if (settled + freed > 0) ports.log.info({ settled, freed }, 'swept up after runs that are gone');
    return { settled, freed };
  };
}

interface Left {
  merchant: string;
  workflowId: string;
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
