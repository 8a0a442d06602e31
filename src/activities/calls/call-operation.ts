/** Calls one operation for a run: top to bottom, everything between a run and a shop's API (DESIGN §5–§7). */
import type { CallResult } from '../../contracts/call-result.js';
import { needsApproval, withhold } from './require-approval.js';
import { read, resultOf } from './attempt.js';
import { canBegin } from './effect-record.js';
import { judged } from './derive-outputs.js';
import { CallFailure, NotNow } from './failures.js';
import { type PlannedCall, placeOf, planCall, type PlannedWrite, writeOf } from './plan.js';
import type { CallPorts, CountedOutcome } from './ports.js';
import type { CallRequest, Try } from '../../contracts/call-request.js';
import { freeUnlessSent } from './reservation.js';
import { begin, send, takeOver } from './send-write.js';
import { verify } from './verification/verify-customer.js';
import type { EffectRecord } from '../../store/store.js';
import { takeUpEarlier } from './reprocess-earlier-events.js';
import { lookUp } from './look-up-write.js';
import { resultOfRow, settleUnknown } from './settle-write.js';
import { askAccepted } from './accepted-writes.js';

// A write that an earlier attempt may have sent: it crashed, got "not now", still runs, or its run was reset.

/** Continues from the row: no second verification, band, guard or approval, as they would see our own effect. */
async function resume(ports: CallPorts, call: PlannedWrite, row: EffectRecord): Promise<CallResult> {
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
async function resolveUnclear(
  ports: CallPorts,
  call: PlannedWrite,
  row: EffectRecord,
): Promise<CallResult | undefined> {
  const isSame = row.digest === call.sending.digest;
  const isAgainst = !isSame || (await withhold(ports, call, { unclear: true })) !== undefined;
  return isAgainst ? settleUnknown(ports, call) : undefined;
}

/** Undefined if somebody said yes, or nobody has to; otherwise the refusal. */
function unconfirmed({ effect, operation, step, request }: PlannedCall): CallResult | undefined {
  const isNeeded = effect !== 'read' && operation.confirm !== 'no' && step.undoes !== true;
  if (!isNeeded || request.call.confirmed !== undefined) return undefined;
  return { outcome: 'refused', refusal: { code: 'not_confirmed' } };
}

/** Runs one attempt; throws NotNow to be asked again, CallFailure where that would not help. */
export async function callOperation(ports: CallPorts, request: CallRequest, tried: Try): Promise<CallResult> {
  const startedAt = ports.now();
  const count = (outcome: CountedOutcome): void => {
    const labels = { merchant: request.merchant, operation: request.call.operation, outcome };
    ports.metrics.operationCalled(labels, (ports.now() - startedAt) / 1000);
  };
  try {
    const result = await callOnce(ports, request, tried);
    count(result.outcome);
    return result;
  } catch (error) {
    count(error instanceof NotNow ? 'not_now' : 'failed');
    throw error;
  }
}

async function callOnce(ports: CallPorts, request: CallRequest, tried: Try): Promise<CallResult> {
  const call = await planCall(ports, request, tried).catch(async (error: unknown) => {
    // What an approval has reserved for a call that can no longer be made is released.
    if (error instanceof CallFailure) await freeUnlessSent(ports, { place: placeOf(request) });
    throw error;
  });
  const write = writeOf(ports, call);
  return write === undefined ? reading(ports, call) : freeing(ports, write, () => writing(ports, write));
}

async function reading(ports: CallPorts, call: PlannedCall): Promise<CallResult> {
  const answered = await verify(ports, call);
  const { inputs } = call.request.call;
  return answered ?? resultOf(judged(ports, call, inputs, await read(ports, call, call, inputs)));
}

async function writing(ports: CallPorts, call: PlannedWrite): Promise<CallResult> {
  const before = await ports.store.effects.find(call.id);
  if (before !== undefined && !canBegin(before)) return resume(ports, call, before);
  if (before?.unclear === true) return (await resolveUnclear(ports, call, before)) ?? beginning(ports, call);

  const withheld = unconfirmed(call) ?? (await unverified(ports, call)) ?? (await withhold(ports, call));
  if (withheld !== undefined) return unlessBegun(ports, call, withheld);
  return beginning(ports, call);
}

async function beginning(ports: CallPorts, call: PlannedWrite): Promise<CallResult> {
  const row = await begin(ports, call);
  if (row !== undefined) return send(ports, call, row, true);
  const other = await ports.store.effects.find(call.id);
  // Begun and taken back by another attempt, between our two reads.
  if (other === undefined) throw new NotNow('taken_over');
  return resume(ports, call, other);
}

/**
 * An approval is requested only once the customer is verified, and an approver has signed for exactly this call:
 * days later neither a voucher nor facts need to be there again.
 */
async function unverified(ports: CallPorts, call: PlannedWrite): Promise<CallResult | undefined> {
  const decided = call.request.call.decision !== undefined && needsApproval(call);
  return decided ? undefined : verify(ports, call);
}

/** Outcomes that wait for somebody; all others end the call. */
const waiting: ReadonlySet<CallResult['outcome']> = new Set(['needs_facts', 'needs_approval']);

/** A withheld call is reported as such only if no other attempt has sent it meanwhile, and none will. */
async function unlessBegun(ports: CallPorts, call: PlannedWrite, withheld: CallResult): Promise<CallResult> {
  const unsent = await freeUnlessSent(ports, call, { keeps: waiting.has(withheld.outcome) });
  if (!unsent) throw new NotNow('taken_over');
  return withheld;
}

/** A call that fails for good keeps nothing reserved if nothing of it was sent. */
async function freeing(
  ports: CallPorts,
  call: PlannedWrite,
  work: () => Promise<CallResult>,
): Promise<CallResult> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotNow)) await freeUnlessSent(ports, call);
    throw error;
  }
}
