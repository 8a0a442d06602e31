/** The approval phase of a call: people decide on exactly what will be executed (DESIGN §6). */
import type { CallStep } from '../../../contracts/ir.js';
import type { ApprovalRequest, Decision } from '../../../contracts/approval.js';
import type { RunEvent } from '../../../contracts/interpreter-event.js';
import type { CallProgress, Wait } from '../state.js';
import type { Visit } from '../visit.js';
import { type Phase, release } from './call-phase.js';
import { stop } from './stop-run.js';

type ApprovalWait = Extract<Wait, { on: 'approval' }>;

/** Opens the request under `<workflow id>#<step>#<visit>`, with its timers. */
export function requestApproval(
  visit: Visit<CallStep>,
  before: CallProgress,
  asked: Omit<ApprovalRequest, 'id'>,
): Phase {
  // Requested again after a decision: what was decided on is no longer what would be executed.
  if (before.decision !== undefined) {
    release(visit, before);
    return { to: 'outcome', outcome: 'superseded' };
  }
  const call = { ...before, reserved: true };
  if (visit.turn.state.cancelled) {
    release(visit, call);
    return stop(visit);
  }
  const request = { ...asked, id: `${visit.turn.state.context.workflowId}#${visit.key}` };
  visit.emit({ do: 'request_approval', id: request.id, request });
  for (const [timer, until] of timers(visit, request)) visit.emit({ do: 'timer', id: timer, until });
  sayAsked(visit, request);
  return {
    to: 'wait',
    wait: { on: 'approval', id: request.id, call, request, escalated: false, reminded: false },
  };
}

/** Tells the customer, unless people have the conversation; the request does not wait for the sentence. */
function sayAsked(visit: Visit<CallStep>, { amount }: ApprovalRequest): void {
  const { flow, state } = visit.turn;
  const { approval_asked: plain, approval_asked_amount: withAmount } = flow.sentences;
  const key = amount === undefined ? plain : withAmount;
  if (key === undefined || state.withPeople) return;
  const args =
    amount === undefined ? [] : [{ source: 'amount', type: { t: 'money' }, value: amount } as const];
  visit.emit({ do: 'say', id: `${visit.key}/asked`, text: { key, args } });
}

/** The first decision on this very request counts, if it came in time; expiry never leads to the call. */
export function onApproval(visit: Visit<CallStep>, wait: ApprovalWait, event: RunEvent): Phase {
  if (event.is === 'decided')
    return event.id === wait.id && decides(wait, event.decision)
      ? decided(visit, wait, event.decision)
      : undefined;
  if (event.is !== 'timer_fired') return undefined;
  switch (event.id) {
    case `${visit.key}/expiry`:
      closeApproval(visit, wait);
      return { to: 'outcome', outcome: 'expired' };
    case `${visit.key}/escalate`:
      return { to: 'wait', wait: { ...wait, escalated: true } };
    case `${visit.key}/remind`:
      return { to: 'wait', wait: { ...wait, reminded: true } };
    default:
      return undefined;
  }
}

/** Withdraws the request and frees its reservation. */
export function closeApproval(visit: Visit<CallStep>, wait: ApprovalWait): void {
  withdraw(visit, wait);
  release(visit, wait.call);
}

function decides({ request }: ApprovalWait, decision: Decision): boolean {
  const same = decision.requestId === request.id && decision.digest === request.digest;
  return same && decision.decidedAt < request.expiresAt;
}

function decided(visit: Visit<CallStep>, wait: ApprovalWait, decision: Decision): Phase {
  if (decision.decision === 'rejected') {
    closeApproval(visit, wait);
    return { to: 'outcome', outcome: 'rejected' };
  }
  withdraw(visit, wait);
  return { to: 'call', call: { ...wait.call, decision } };
}

function withdraw(visit: Visit<CallStep>, wait: ApprovalWait): void {
  for (const [timer] of timers(visit, wait.request)) visit.emit({ do: 'cancel_timer', id: timer });
  visit.emit({ do: 'withdraw_approval', id: wait.id });
}

function timers(visit: Visit, request: ApprovalRequest): (readonly [id: string, until: number])[] {
  const { expiresAt, escalateAt, remindAt } = request;
  return [
    [`${visit.key}/expiry`, expiresAt],
    ...(escalateAt === undefined ? [] : [[`${visit.key}/escalate`, escalateAt] as const]),
    ...(remindAt === undefined ? [] : [[`${visit.key}/remind`, remindAt] as const]),
  ];
}
