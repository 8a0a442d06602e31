/** Asking a system whether a write happened, where it takes no key but can tell (DESIGN §5, `lookup`). */
import type { Attempt } from '../../connectors/connector.js';
import type { CallResult } from '../../interpreter/protocol.js';
import type { EffectRow } from '../../store/store.js';
import type { Dependencies } from '../dependencies.js';
import { notNow, type Patience, patienceOf } from './not-now.js';
import type { PlannedCall } from './planned-call.js';
import { freeReservation } from './reservation.js';
import { settle, settleUnknown } from './settle.js';

// A system may still be at work on a request that we have given up waiting for.
const settleMs = 5 * 60 * 1000;

/**
 * Asks the look-up operation, with the write's own inputs and key: its result `happened` carries the write's outputs
 * and counts at once, `not_happened` only after the write's time-out and 5 minutes more.
 */
export async function lookUp(
  deps: Dependencies,
  call: PlannedCall,
  row: EffectRow,
  operation: string,
): Promise<CallResult> {
  const { inputs } = call.request.call;
  const came = await call.connection.attempt({ operation, inputs, idempotencyKey: row.key });
  if (came.is === 'done' && came.result === 'happened') {
    const [result = 'done'] = Object.keys(call.operation.results);
    return settle(deps, call, 'done', { outcome: 'done', result, outputs: came.outputs });
  }
  const patience = patienceOf(deps, call, row.firstSentAt);
  const { now } = patience;
  const counts = row.firstSentAt + call.binding.timeoutMs + settleMs;
  if (came.is === 'done' && came.result === 'not_happened' && now >= counts)
    return notHappened(deps, call, patience);
  if (patience.over) return settleUnknown(deps, call);
  throw notNow(codeOf(came), patience, retryAfter(came) ?? Math.max(0, counts - now));
}

// It is certain: the next attempt begins anew, with guard and approval, or there is none.
async function notHappened(deps: Dependencies, call: PlannedCall, patience: Patience): Promise<CallResult> {
  await deps.store.effects.unsend(call.id);
  if (!patience.over) throw notNow('not_happened', patience);
  await freeReservation(deps, call);
  return { outcome: 'unavailable' };
}

const codeOf = (came: Attempt): string => (came.is === 'done' ? came.result : came.code);

const retryAfter = (came: Attempt): number | undefined =>
  came.is === 'done' || came.is === 'refused' ? undefined : came.retryAfterMs;
