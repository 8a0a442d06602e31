/** The phase before the first sending of what needs an approval: reservation, guard, band or decision (DESIGN §6). */
import type { CallResult, Decision } from '../../interpreter/protocol.js';
import { judgeDecision } from '../../security/judge-decision.js';
import type { Dependencies } from '../dependencies.js';
import { approvalRequest, requestId } from './approval-request.js';
import { type Guarded, readGuard } from './guard.js';
import type { PlannedCall } from './planned-call.js';
import { freeReservation, reserve } from './reservation.js';

/** True if nothing of this call is sent without an approval or a band that spares it. */
export function needsApproval(call: PlannedCall): boolean {
  return call.effect === 'money' || call.step.approval !== undefined;
}

/** Undefined if the call may be sent now; otherwise its result, nothing having been sent. */
export async function withhold(deps: Dependencies, call: PlannedCall): Promise<CallResult | undefined> {
  if (!needsApproval(call)) return undefined;
  // The order is taken before the guard is read: what the guard says then stays true until the sending.
  if (call.effect === 'money' && (await reserve(deps, call)).state === 'held') {
    return { outcome: 'refused', refusal: { code: 'money_open' } };
  }
  const guarded = await readGuard(deps, call);
  switch (guarded.is) {
    case 'unavailable':
      return drop(deps, call, { outcome: 'unavailable' });
    case 'changed':
      return drop(deps, call, { outcome: 'superseded' });
    case 'same':
      return decide(deps, call, guarded);
  }
}

type Same = Extract<Guarded, { is: 'same' }>;

async function decide(deps: Dependencies, call: PlannedCall, guarded: Same): Promise<CallResult | undefined> {
  const { decision } = call.request.call;
  const request = approvalRequest(deps, call, guarded.facts);
  if (decision === undefined) {
    return (await isCovered(deps, call, guarded)) ? undefined : { outcome: 'needs_approval', request };
  }
  const refusal = await refusalOf(deps, call, decision, request);
  return refusal === undefined ? undefined : drop(deps, call, { outcome: 'superseded' });
}

// A decision counts only for exactly what is sent now, and only if its approver may still give it.
async function refusalOf(
  deps: Dependencies,
  call: PlannedCall,
  decision: Decision,
  request: ReturnType<typeof approvalRequest>,
): Promise<string | undefined> {
  const { merchant, startedBy } = call.request;
  const verdict = judgeDecision(call.merchant.config, {
    request: { ...request, id: requestId(call) },
    decision,
    decidedAt: decision.decidedAt,
    escalated: decision.escalated,
    startedBy: startedBy === undefined ? undefined : [startedBy],
  });
  if (verdict.accepted && decision.decision === 'approved') return undefined;
  const outcome = verdict.accepted ? 'approval_token_invalid' : verdict.code;
  const entry = { actor: decision.approver, action: 'approval.use', subject: requestId(call), outcome };
  await deps.store.audit.record({ merchant, at: deps.now(), ...entry, details: { digest: request.digest } });
  return outcome;
}

// A band spares the approval only after the customer's own yes, and only where a guard says what was paid back before.
async function isCovered(deps: Dependencies, call: PlannedCall, { refunded }: Same): Promise<boolean> {
  const name = call.step.approval?.notNeededWithin;
  const { bands } = call.merchant.config;
  const band = name !== undefined && Object.hasOwn(bands, name) ? bands[name] : undefined;
  const applies =
    call.effect === 'money' && call.guard !== undefined && call.request.call.confirmed === 'customer';
  if (band === undefined || !applies || call.amount === undefined) return false;
  const reserved = await reserve(deps, call, { band, ...(refunded === undefined ? {} : { refunded }) });
  return reserved.state === 'reserved' && reserved.covered;
}

async function drop(deps: Dependencies, call: PlannedCall, result: CallResult): Promise<CallResult> {
  await freeReservation(deps, call);
  return result;
}
