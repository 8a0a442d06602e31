/** Before the first sending of a write: reservation, guard, band or decision (DESIGN §6). */
import type { z } from 'zod';
import type { CallResult } from '../../contracts/call-result.js';
import type { Decision, ApprovalRequest } from '../../contracts/approval.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { judgeDecision } from './judge-decision.js';
import { usualMs } from './deadline.js';
import { NotNow, CallFailure } from './failures.js';
import { type Guarded, readGuard } from './read-guard.js';
import { type PlannedCall, type PlannedWrite, findAnswering } from './plan.js';
import type { CallPorts } from './ports.js';
import { reserve } from './reservation.js';
import { type Ground, paysCustomer } from '../../commerce/operation.js';
import type { SubjectRecord } from '../../commerce/subject.js';
import { type Band, type BandReason, borneOutReasons } from '../../contracts/policy.js';
import { attempt } from './attempt.js';
import type { FieldMeta } from '../../commerce/field.js';
import type { DurationIr } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { visitId } from '../../contracts/visit-id.js';
import { addDuration } from '../../merchants/calendar.js';
import { digestOf } from '../../security/keyed-hash.js';

// What an approver is asked: exactly what will be executed, in business terms, and until when.

/** Identifies the request permanently: run, step and visit. */
const requestId = ({ id }: PlannedWrite): string => visitId(id);

/** Agents who requested the run or answered for the customer: none of them may approve. */
function agentsOf({ request }: PlannedWrite): readonly string[] {
  const { startedBy, call } = request;
  return [...new Set([...(startedBy === undefined ? [] : [startedBy]), ...(call.answeredBy ?? [])])];
}

/** More items than that help nobody to decide. */
const mostItems = 50;

/** The request for a call, with what the guard says now; `decidedUntil` is the expiry of the one that was decided on. */
function approvalRequest(
  ports: Pick<CallPorts, 'now'>,
  call: PlannedWrite,
  { facts: guardFacts, record }: { facts: JsonObject; record: SubjectRecord | undefined },
  decidedUntil?: number,
): Omit<ApprovalRequest, 'id'> {
  const { approval } = call.step;
  if (approval === undefined) throw new CallFailure('money_without_approval');
  const requestedAt = ports.now();
  const after = (duration: DurationIr): number => addDuration(call.merchant.config, requestedAt, duration);
  const { escalate, remind } = approval;
  const agents = agentsOf(call);
  const expiresAt = decidedUntil ?? after(approval.expires);
  const { items } = record ?? call.subject ?? {};
  return {
    digest: digestOfRequest(call, guardFacts, expiresAt),
    operation: call.operation.name,
    role: approval.by,
    ...(escalate === undefined ? {} : { escalateTo: escalate.to }),
    summary: summaryOf(call, guardFacts, record),
    ...(items === undefined ? {} : { items: items.slice(0, mostItems) }),
    ...(call.amount === undefined ? {} : { amount: call.amount }),
    ...(agents.length === 0 ? {} : { startedBy: agents }),
    requestedAt,
    expiresAt,
    ...(remind === undefined ? {} : { remindAt: after(remind) }),
    ...(escalate === undefined ? {} : { escalateAt: after(escalate.after) }),
  };
}

// An array, so that no value can be mistaken for two; any change in it changes the digest.
function digestOfRequest(call: PlannedWrite, guardFacts: JsonObject, expiresAt: number): string {
  const { request, subject, amount, id, sending } = call;
  return digestOf([
    // Connection, origin and path, operation and inputs.
    sending.digest,
    subject?.ref ?? null,
    subject?.number ?? null,
    amount?.minor ?? null,
    amount?.currency ?? null,
    request.hash,
    id.step,
    id.visit,
    id.workflowId,
    id.merchant,
    guardFacts,
    // What is signed holds until then, however long the call goes on.
    expiresAt,
  ]);
}

function summaryOf(
  { operation, about, subject, amount, request }: PlannedWrite,
  guardFacts: JsonObject,
  record: SubjectRecord | undefined,
): JsonObject {
  return present({
    what: operation.title,
    [`${about.kind}Number`]: subject?.number,
    [`${about.kind}Status`]: subject?.status,
    [`${about.kind}Amount`]: subject?.amount,
    customerName: record?.customerName,
    // The whole record is too long to read: its important parts are above.
    ...Object.fromEntries(
      Object.entries(request.call.inputs).filter(
        ([name]) => name !== about.input && !isOpaque(operation.inputs[name]),
      ),
    ),
    amount,
    found: guardFacts.quote,
  });
}

/** A system's own id says nothing to an approver. */
function isOpaque(schema: z.ZodType | undefined): boolean {
  const meta: FieldMeta | undefined = schema?.meta();
  return meta?.opaque === true;
}

const present = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

// For what a band can spare the approval: the amount that its guard offers, and a reason that the band covers (DESIGN §5, §6).

/** True if the customer is paid another amount than the guard offers: somebody has named it, and somebody else has to look at it. */
function isNamedByCustomer(
  { operation, amount, request }: PlannedCall,
  { offer }: Extract<Guarded, { is: 'same' }>,
): boolean {
  // A call without an amount of its own is about what the record cost.
  if (!paysCustomer(operation) || request.call.inputs['amount'] === undefined) return false;
  return offer?.minor !== amount?.minor || offer?.currency !== amount?.currency;
}

/** Whether a band covers why the customer is paid; where nobody is paid back, no reason is needed. */
async function isForReason(
  call: PlannedCall,
  { reasons = borneOutReasons }: Band,
  record: SubjectRecord | undefined,
): Promise<boolean> {
  if (!paysCustomer(call.operation)) return true;
  const said = call.request.call.inputs['reason'];
  // For what data could bear out, the customer's word is not enough.
  if (reasons.some((reason) => reason === said && !isBorneOut(reason))) return true;
  for (const ground of call.operation.grounds ?? [])
    if (reasons.includes(ground.reason) && (await holds(call, ground, record))) return true;
  return false;
}

const isBorneOut = (reason: BandReason): boolean => borneOutReasons.some((known) => known === reason);

/** Asks for what a ground needs, once: what cannot be had bears out nothing. */
async function holds(call: PlannedCall, ground: Ground, record: SubjectRecord | undefined): Promise<boolean> {
  const { inputs } = call.request.call;
  const { read } = ground;
  if (record === undefined) return false;
  if (read === undefined) return ground.holds({ inputs, record: record.record, outputs: {} });
  const asked = read.inputs(inputs);
  const answering = asked && findAnswering(call.merchant, read.operation, asked);
  if (asked === undefined || answering === undefined) return false;
  const answer = await attempt(answering, { inputs: asked, purpose: 'ground' });
  return answer.is === 'done' && ground.holds({ inputs, record: record.record, outputs: answer.outputs });
}

/** True if this call may not be sent without an approval or a band that spares it. */
export function needsApproval(call: PlannedCall): boolean {
  return call.effect === 'money' || call.step.approval !== undefined;
}

/** Undefined if the call may be sent now, its subject being reserved; otherwise its result, with nothing sent. What is in doubt counts as paid. */
export async function withhold(
  ports: CallPorts,
  call: PlannedWrite,
  { unclear = false }: { unclear?: boolean } = {},
): Promise<CallResult | undefined> {
  // The subject is reserved before the guard is read, so that what the guard says stays true until sending.
  const reserved = await reserve(ports, call);
  if (reserved.is === 'held') return { outcome: 'refused', refusal: { code: reserved.code } };
  if (!needsApproval(call) && call.guard === undefined) return undefined;
  const doubted = unclear ? call.amount : undefined;
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
