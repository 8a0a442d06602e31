/** Asking a system whether a write happened, where it takes no key but can tell (DESIGN §5, `lookup`). */
import type { Attempt } from '../connectors/connector.js';
import type { CallResult } from '../interpreter/protocol.js';
import type { EffectRow, FoundEffect } from '../store/store.js';
import { referenceOf } from './attempt.js';
import { deadlineOf, notNow } from './deadline.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { freeUnlessSent } from './reservation.js';
import { settle, settleUnknown } from './settle.js';

/** A system may still be at work on a request that we have given up waiting for, ms. */
export const SETTLE_MS = 5 * 60 * 1000;

/**
 * Asks the look-up operation, with the write's own inputs and key: its result `happened` carries the write's outputs
 * and counts at once; `not_happened` counts only once no request that has passed the gate can still be on its way, and
 * this attempt is the sender, so that no other one passes it meanwhile.
 */
export async function lookUp(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRow,
  operation: string,
): Promise<CallResult> {
  const { inputs } = call.request.call;
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
    const leftMs = await takeBack(ports, call);
    if (leftMs > 0 && !deadline.over) throw notNow('not_happened', deadline, leftMs);
    if (leftMs === 0) {
      if (!deadline.over) throw notNow('not_happened', deadline);
      await freeUnlessSent(ports, call);
      return { outcome: 'unavailable' };
    }
  }
  if (deadline.over) return settleUnknown(ports, call);
  throw notNow(codeOf(came), deadline, 'retryAfterMs' in came ? came.retryAfterMs : undefined);
}

/** 0 once the row is gone: the next attempt begins anew, with guard and approval; else how long the answer is too early, ms. */
const takeBack = ({ store }: CallPorts, { place, tried, binding }: PlannedWrite): Promise<number> =>
  store.effects.change(place, ({ row, now }: FoundEffect) => {
    if (row?.state !== 'sending' || row.sender !== tried.id) return { value: SETTLE_MS };
    const counts = Math.max(...row.out.map(({ at }) => at + binding.timeoutMs + SETTLE_MS));
    return now < counts ? { value: counts - now } : { row: 'deleted', value: 0 };
  });

const codeOf = (came: Attempt): string => {
  if (came.is === 'done') return came.result;
  return came.is === 'accepted' ? 'answer_shape' : came.code;
};
