/** Sending a write: its row stands in the store before the first byte leaves (DESIGN §5, the effects row). */
import type { Attempt } from '../../connectors/connector.js';
import type { CallResult } from '../../interpreter/protocol.js';
import { digestOf, opaqueUuid } from '../../security/keyed-hash.js';
import type { EffectRow } from '../../store/store.js';
import type { Dependencies } from '../dependencies.js';
import { attempt } from './attempt.js';
import { lookUp } from './look-up.js';
import { notNow, patienceOf } from './not-now.js';
import type { PlannedCall } from './planned-call.js';
import { freeReservation } from './reservation.js';
import { resultOf } from './results.js';
import { settle, settleUnknown } from './settle.js';

/** Commits the row; `fresh` is false if another attempt was faster. */
export function begin(deps: Dependencies, call: PlannedCall): Promise<{ row: EffectRow; fresh: boolean }> {
  const { merchant, workflowId, step, visit } = call.id;
  const key = opaqueUuid(deps.secret, 'idempotency_key', merchant, workflowId, step, visit);
  return deps.store.effects.begin({
    ...call.id,
    key,
    operation: call.operation.name,
    digest: digestOfSending(call),
  });
}

/** What is sent, to whom, and how it can be asked again: the same key never goes out with anything else. */
export function digestOfSending({ binding, operation, request }: PlannedCall): string {
  return digestOf([binding.connection, operation.name, binding.idempotency.kind, request.call.inputs]);
}

/** Sends a write under its row; `first` says that no byte of it can have left before. */
export async function send(
  deps: Dependencies,
  call: PlannedCall,
  row: EffectRow,
  first: boolean,
): Promise<CallResult> {
  const { inputs } = call.request.call;
  const came = await attempt(call, { inputs, idempotencyKey: row.key, repeated: !first });
  switch (came.is) {
    case 'done':
    case 'refused':
      return settle(deps, call, came.is, resultOf(came));
    case 'unsent':
      return first ? takeBack(deps, call, came) : again(deps, call, row, came);
    case 'later':
      return mayRepeat(call) ? again(deps, call, row, came) : nothingHappened(deps, call, came);
    case 'unclear':
      return unclear(deps, call, row, came);
  }
}

type Trouble = Exclude<Attempt, { is: 'done' | 'refused' }>;

/** True if the same request may go out twice and counts once. */
const mayRepeat = ({ binding }: PlannedCall): boolean =>
  binding.idempotency.kind === 'key' || binding.idempotency.kind === 'natural';

// Never connected: as if it had not begun.
async function takeBack(
  deps: Dependencies,
  call: PlannedCall,
  { code, retryAfterMs }: Trouble,
): Promise<CallResult> {
  await deps.store.effects.unsend(call.id);
  const patience = patienceOf(deps, call);
  if (!patience.over) throw notNow(code, patience, retryAfterMs);
  await freeReservation(deps, call);
  return { outcome: 'unavailable' };
}

// The system has said that it did nothing, and it cannot be given a key: the next attempt begins anew.
async function nothingHappened(
  deps: Dependencies,
  call: PlannedCall,
  { code, retryAfterMs }: Trouble,
): Promise<CallResult> {
  const patience = patienceOf(deps, call);
  if (patience.over) return settleUnknown(deps, call);
  await deps.store.effects.unsend(call.id);
  throw notNow(code, patience, retryAfterMs);
}

// The row stays `sending`: the next attempt sends the same key, however this one was lost.
async function again(
  deps: Dependencies,
  call: PlannedCall,
  row: EffectRow,
  { code, retryAfterMs }: Trouble,
): Promise<CallResult> {
  const patience = patienceOf(deps, call, row.firstSentAt);
  if (patience.over) return settleUnknown(deps, call);
  throw notNow(code, patience, retryAfterMs);
}

async function unclear(
  deps: Dependencies,
  call: PlannedCall,
  row: EffectRow,
  came: Trouble,
): Promise<CallResult> {
  switch (call.binding.idempotency.kind) {
    case 'key':
    case 'natural':
      return again(deps, call, row, came);
    case 'lookup':
      return lookUp(deps, call, row, call.binding.idempotency.operation);
    case 'none':
      return settleUnknown(deps, call);
  }
}
