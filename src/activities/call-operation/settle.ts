/** Ends a write: the row keeps the mapped answer for every later asking, and the order is free again or stays taken. */
import type { CallResult } from '../../interpreter/protocol.js';
import type { EffectRow, EffectState } from '../../store/store.js';
import type { Dependencies } from '../dependencies.js';
import type { PlannedCall } from './planned-call.js';
import { closeReservation } from './reservation.js';

/** Writes down how a write has ended and answers with it. */
export async function settle(
  deps: Dependencies,
  call: PlannedCall,
  state: Exclude<EffectState, 'sending'>,
  result: CallResult,
): Promise<CallResult> {
  await deps.store.effects.settle(call.id, state, result);
  await closeReservation(deps, call, state);
  return result;
}

/** Bytes have left and nobody can say what became of them: a person must look (DESIGN §5). */
export async function settleUnknown(deps: Dependencies, call: PlannedCall): Promise<CallResult> {
  const { merchant, workflowId, flow } = call.request;
  const { name: operation } = call.operation;
  deps.log.error(
    { merchant, workflowId, flow, operation, step: call.id.step },
    'it is unknown whether a write happened',
  );
  return settle(deps, call, 'unknown', { outcome: 'unknown' });
}

/** The answer of a row that has ended; a crash may have come between it and its reservation. */
export async function settledBefore(
  deps: Dependencies,
  call: PlannedCall,
  row: EffectRow,
): Promise<CallResult> {
  if (row.state !== 'sending') await closeReservation(deps, call, row.state);
  // Only `settle` writes answers.
  return row.answer as unknown as CallResult;
}
