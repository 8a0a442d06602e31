/** A write that was begun before, by an attempt that crashed or was told "not now", or in a run that was reset. */
import type { CallResult } from '../../interpreter/protocol.js';
import type { EffectRow } from '../../store/store.js';
import type { Dependencies } from '../dependencies.js';
import { lookUp } from './look-up.js';
import type { PlannedCall } from './planned-call.js';
import { digestOfSending, send } from './send.js';
import { settledBefore, settleUnknown } from './settle.js';

/** Goes on from the row: no verification, band, guard or approval again, for they would see the call's own effect. */
export async function resume(deps: Dependencies, call: PlannedCall, row: EffectRow): Promise<CallResult> {
  if (row.state !== 'sending') return settledBefore(deps, call, row);
  // Bound to another system since, or asked with other inputs: a key means nothing there.
  if (row.digest !== digestOfSending(call)) return settleUnknown(deps, call);
  const { idempotency, timeoutMs } = call.binding;
  switch (idempotency.kind) {
    case 'key':
      // The request must arrive while the system still knows the key.
      return deps.now() + timeoutMs < row.firstSentAt + idempotency.windowMs
        ? send(deps, call, row, false)
        : settleUnknown(deps, call);
    case 'natural':
      return send(deps, call, row, false);
    case 'lookup':
      return lookUp(deps, call, row, idempotency.operation);
    case 'none':
      return settleUnknown(deps, call);
  }
}
