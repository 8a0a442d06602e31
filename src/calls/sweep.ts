/** The sweep settles what closed or terminated runs have left behind, without them (DESIGN §5). */
import type { CallResult } from '../contracts/call-result.js';
import type { EffectId, EffectRow } from '../store/store.js';
import { CallFailure, NotNow } from './failures.js';
import { canBegin, idOf } from './effect-row.js';
import { lookUp, lookupOf, SETTLE_MS } from './look-up.js';
import { type PlannedWrite, planCall, writeOf } from './plan.js';
import type { CallPorts } from './ports.js';
import type { CallRequest, Try } from '../contracts/call-request.js';
import { takeOver } from './send.js';
import { settleUnknown, storeClock } from './settle.js';
import { askAccepted } from './settling.js';

/** Settles a write whose run is gone, without sending anything; false if that is not possible yet. */
export async function sweepRow(ports: CallPorts, id: EffectId, tried: Try): Promise<boolean> {
  const row = await ports.store.effects.find(id);
  // Only calls write rows, together with their requests; a row from an older version has none.
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
    // The merchant or its binding is gone for now, or a system cannot tell yet: the next sweep tries again.
    if (error instanceof NotNow || error instanceof CallFailure) return false;
    throw error;
  }
}

async function settleAlone(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRow,
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
async function report(ports: CallPorts, row: EffectRow, { outcome }: CallResult): Promise<void> {
  if (outcome !== 'done' && outcome !== 'refused' && outcome !== 'unknown') return;
  await ports.reportLateAnswer({ ...idOf(row), outcome });
}
