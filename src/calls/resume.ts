/** A write that an earlier attempt may have sent: it crashed, got "not now", still runs, or its run was reset. */
import type { CallResult } from '../contracts/call-result.js';
import type { EffectRow } from '../store/store.js';
import { withhold } from './approval.js';
import { takeUpEarlier } from './earlier-events.js';
import { lookUp } from './look-up.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { send, takeOver } from './send.js';
import { resultOfRow, settleUnknown } from './settle.js';
import { askAccepted } from './settling.js';

/** Continues from the row: no second verification, band, guard or approval, as they would see our own effect. */
export async function resume(ports: CallPorts, call: PlannedWrite, row: EffectRow): Promise<CallResult> {
  const same = row.digest === call.sending.digest;
  // After a reset the step may request something other than what was done: it is not told that this was done.
  if (row.state !== 'sending' && row.state !== 'accepted') {
    // Whoever settled it may have died before it could look for what had been told.
    if (row.state === 'done') await takeUpEarlier(ports, call, row, row.settledBy === undefined);
    return same ? resultOfRow(row) : { outcome: 'unknown' };
  }
  // Bound to another system since, or called with other inputs: a key means nothing there.
  if (!same) return settleUnknown(ports, call);
  if (row.state === 'accepted') return askAccepted(ports, call, row);
  const { idempotency } = call.binding;
  if (idempotency.kind === 'none') return settleUnknown(ports, call);
  const mine = await takeOver(ports, call, row);
  if (mine === 'late') return settleUnknown(ports, call);
  return idempotency.kind === 'lookup'
    ? lookUp(ports, call, mine, idempotency.operation)
    : send(ports, call, mine, false);
}

/**
 * Once a look-up has said no, guard and approval are asked again. Whatever now speaks against the call may come of an
 * earlier request all the same: nobody is told that nothing was done. Undefined if the call may begin anew.
 */
export async function againstDoubt(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRow,
): Promise<CallResult | undefined> {
  const isSame = row.digest === call.sending.digest;
  const isAgainst = !isSame || (await withhold(ports, call, { inDoubt: true })) !== undefined;
  return isAgainst ? settleUnknown(ports, call) : undefined;
}
