/** What an approver is asked: exactly what will be executed, in business terms, and until when. */
import type { z } from 'zod';
import type { FieldMeta } from '../commerce/field.js';
import type { DurationIr } from '../contracts/ir.js';
import type { ApprovalRequest } from '../contracts/approval.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { SubjectRecord } from '../commerce/subject.js';
import { visitId } from '../contracts/visit-id.js';
import { addDuration } from '../merchants/calendar.js';
import { digestOf } from '../security/keyed-hash.js';
import { CallFailure } from './failures.js';
import type { PlannedWrite } from './plan.js';
import type { CallPorts } from './ports.js';

/** Identifies the request permanently: run, step and visit. */
export const requestId = ({ id }: PlannedWrite): string => visitId(id);

/** Agents who requested the run or answered for the customer: none of them may approve. */
export function agentsOf({ request }: PlannedWrite): readonly string[] {
  const { startedBy, call } = request;
  return [...new Set([...(startedBy === undefined ? [] : [startedBy]), ...(call.answeredBy ?? [])])];
}

/** The request for a call, with what the guard says now; `decidedUntil` is the expiry of the one that was decided on. */
export function approvalRequest(
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
  return {
    digest: digestOfRequest(call, guardFacts, expiresAt),
    operation: call.operation.name,
    role: approval.by,
    ...(escalate === undefined ? {} : { escalateTo: escalate.to }),
    summary: summaryOf(call, guardFacts, record),
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
