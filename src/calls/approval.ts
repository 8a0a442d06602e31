/** Before the first sending of a write: reservation, guard, band or decision (DESIGN §6). */
import type { CallResult } from '../contracts/call-result.js';
import type { Decision } from '../contracts/approval.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { judgeDecision } from './judge-decision.js';
import { agentsOf, approvalRequest, requestId } from './approval-request.js';
import { usualMs } from './deadline.js';
import { NotNow } from './failures.js';
import { isForReason, isNamedByCustomer } from './grounds.js';
import { type Guarded, readGuard } from './guard.js';
import type { PlannedCall, PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';
import { reserve } from './reservation.js';

/** True if this call may not be sent without an approval or a band that spares it. */
export function needsApproval(call: PlannedCall): boolean {
  return call.effect === 'money' || call.step.approval !== undefined;
}

/** Undefined if the call may be sent now, its subject being reserved; otherwise its result, with nothing sent. What is in doubt counts as paid. */
export async function withhold(
  ports: CallPorts,
  call: PlannedWrite,
  { inDoubt = false }: { inDoubt?: boolean } = {},
): Promise<CallResult | undefined> {
  // The subject is reserved before the guard is read, so that what the guard says stays true until sending.
  const reserved = await reserve(ports, call);
  if (reserved.is === 'held') return { outcome: 'refused', refusal: { code: reserved.code } };
  if (!needsApproval(call) && call.guard === undefined) return undefined;
  const doubted = inDoubt ? call.amount : undefined;
  const guarded = await readGuard(ports, call, { paid: reserved.paid, doubted });
  switch (guarded.is) {
    case 'unavailable':
      return { outcome: 'unavailable' };
    case 'changed':
      return { outcome: 'superseded' };
    case 'other_currency':
      return { outcome: 'refused', refusal: { code: 'currency_mismatch' } };
    case 'same':
      return needsApproval(call) ? decide(ports, call, guarded) : undefined;
  }
}

type Same = Extract<Guarded, { is: 'same' }>;

async function decide(ports: CallPorts, call: PlannedWrite, guarded: Same): Promise<CallResult | undefined> {
  const { decision } = call.request.call;
  const request = approvalRequest(ports, call, guarded, decision?.expiresAt);
  if (decision === undefined) {
    return (await isCovered(ports, call, guarded)) ? undefined : { outcome: 'needs_approval', request };
  }
  const refusal = await refusalOf(ports, call, decision, request);
  return refusal === undefined ? undefined : { outcome: 'superseded' };
}

// A decision counts only for exactly what is sent now, and only if its approver may still give it.
async function refusalOf(
  ports: CallPorts,
  call: PlannedWrite,
  decision: Decision,
  request: ReturnType<typeof approvalRequest>,
): Promise<string | undefined> {
  const { merchant } = call.request;
  const { config } = call.merchant;
  const agent = await ports.agents
    .identify(config, decision.token, decision.decidedAt)
    .catch((error: unknown) => {
      // What has been decided waits for the issuer, and keeps its reservation.
      throw isIssuerAway(error) ? new NotNow('issuer_unavailable') : error;
    });
  // A key signs what is decided; the message of somebody who has signed in only names it.
  const isStale = agent !== undefined && decision.digest !== request.digest;
  const verdict = judgeDecision(config, {
    agent,
    request: { ...request, id: requestId(call) },
    decision,
    decidedAt: decision.decidedAt,
    escalated: decision.escalated,
    startedBy: agentsOf(call),
  });
  // Taken in time, it holds as long as its call may be tried, and no longer.
  const isLate = ports.now() >= request.expiresAt + usualMs.money;
  if (verdict.accepted && decision.decision === 'approved' && !isStale && !isLate) return undefined;
  const code = isLate ? 'approval_expired' : 'approval_token_invalid';
  const outcome = isStale ? 'approval_stale' : verdict.accepted ? code : verdict.code;
  const entry = { actor: decision.approver, action: 'approval.use', subject: requestId(call), outcome };
  await ports.store.audit.record({
    merchant,
    at: ports.now(),
    ...entry,
    details: { digest: request.digest },
  });
  return outcome;
}

const isIssuerAway = (error: unknown): boolean =>
  error instanceof OrderlyError && error.code === 'issuer_unavailable';

// A band spares the approval only after the customer's yes, only if a guard says what was paid back before, only
// where the system knows what it acts on, only for what the guard offers, and only for a reason that it covers.
async function isCovered(ports: CallPorts, call: PlannedWrite, guarded: Same): Promise<boolean> {
  const { refunded, record } = guarded;
  const name = call.step.approval?.notNeededWithin;
  const { bands } = call.merchant.config;
  const band = name !== undefined && Object.hasOwn(bands, name) ? bands[name] : undefined;
  const isOwnYes = call.request.call.confirmed === 'customer';
  const isInferred = call.binding.isInferred?.(call.request.call.inputs) ?? false;
  const applies = call.effect === 'money' && call.guard !== undefined && isOwnYes && !isInferred;
  if (band === undefined || !applies || call.amount === undefined) return false;
  if (isNamedByCustomer(call, guarded) || !(await isForReason(call, band, record))) return false;
  const reserved = await reserve(ports, call, { band, refunded, record });
  return reserved.is === 'reserved' && reserved.covered;
}
