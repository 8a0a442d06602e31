/** Asking a system whether a write happened, where it takes no key but can tell (DESIGN §5, `lookup`). */
import type { Attempt, Idempotency } from '../../connectors/connector.js';
import type { CallResult } from '../../contracts/call-result.js';
import type { EffectRecord, FoundEffect } from '../../store/store.js';
import { referenceOf } from './attempt.js';
import { deadlineOf, notNow } from './deadline.js';
import { NotNow } from './failures.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { freeUnlessSent } from './reservation.js';
import { settle, settleUnknown, storeClock } from './settle-write.js';

/** A system may still be working on a request that we have stopped waiting for, ms. */
export const SETTLE_MS = 5 * 60 * 1000;

/** The operation that tells whether a write happened, if its connection names one. */
export const lookupOf = (idempotency: Idempotency): string | undefined => {
  if (idempotency.kind === 'lookup') return idempotency.operation;
  return idempotency.kind === 'key' ? idempotency.lookup : undefined;
};

/**
 * Asks the look-up operation with the write's own inputs and key: the result `happened` carries the write's
 * outputs and counts at once; `not_happened` counts only once no request past the gate can still be on its way and
 * this attempt is the sender, so that no other one passes the gate meanwhile. `keyIsSpent`: the system has answered for
 * the key, so requests that came later can do nothing.
 */
export async function lookUp(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
  operation: string,
  keyIsSpent = false,
): Promise<CallResult> {
  const { inputs } = call.request.call;
  // The answer is as old as the question, however long this attempt is then suspended.
  const askedAt = await storeClock(ports, call);
  const asked = { operation, inputs, purpose: 'look_up', idempotencyKey: row.key } as const;
  const came = await call.connection.attempt(asked);
  if (came.is === 'done' && came.result === 'happened') {
    const [result = 'done'] = Object.keys(call.operation.results);
    const answer: CallResult = { outcome: 'done', result, outputs: came.outputs };
    const settled = await settle(ports, call, {
      state: 'done',
      answer,
      ...referenceOf(call.operation, came.outputs),
    });
    if (settled !== undefined) return settled;
  }
  const deadline = deadlineOf(ports, call, row.firstSentAt);
  if (came.is === 'done' && came.result === 'not_happened') {
    const leftMs = await takeBack(ports, call, askedAt, keyIsSpent);
    if (leftMs > 0 && !deadline.over) throw notNow(call, 'not_happened', deadline, leftMs);
    if (leftMs === 0) {
      // Begun anew, a call has the same key, which leads no further.
      const beginsAnew = call.binding.idempotency.kind === 'lookup' && !deadline.over;
      if (beginsAnew) throw notNow(call, 'not_happened', deadline);
      return settleUnknown(ports, call);
    }
  }
  if (deadline.over) return settleUnknown(ports, call);
  throw notNow(call, codeOf(came), deadline, 'retryAfterMs' in came ? came.retryAfterMs : undefined);
}

/** 0 once nothing can be out any more: the next attempt starts over, guard and approval included; else ms still to wait. */
const takeBack = (
  { store }: CallPorts,
  { place, tried, binding }: PlannedWrite,
  askedAt: number,
  keyIsSpent: boolean,
): Promise<number> =>
  store.effects.change(place, ({ row, now }: FoundEffect) => {
    if (row?.state !== 'sending' || row.sender !== tried.id) return { value: SETTLE_MS };
    const lastAt = keyIsSpent ? row.firstSentAt : Math.max(...row.out.map(({ at }) => at));
    const counts = lastAt + binding.timeoutMs + SETTLE_MS;
    // Whoever asks at once will ask late enough.
    if (askedAt < counts) return { value: Math.max(1, counts - now) };
    return { row: { ...row, out: [], unclear: true }, value: 0 };
  });

/** Nothing was sent by the deadline: reported only if still true, as another attempt may have begun since. */
export async function unavailable(ports: CallPorts, call: PlannedWrite): Promise<CallResult> {
  if (await freeUnlessSent(ports, call)) return { outcome: 'unavailable' };
  throw new NotNow('taken_over');
}

const codeOf = (came: Attempt): string => {
  if (came.is === 'done') return came.result;
  return came.is === 'accepted' ? 'answer_shape' : came.code;
};
