/** What an approver is asked: exactly what will be executed, in business words, and until when. */
import type { ApprovalRequest } from '../../interpreter/protocol.js';
import type { DurationIr } from '../../interpreter/ir.js';
import type { Json, JsonObject } from '../../json.js';
import { addDuration } from '../../merchants/calendar.js';
import { digestOf } from '../../security/keyed-hash.js';
import type { Dependencies } from '../dependencies.js';
import { failure, type PlannedCall } from './planned-call.js';

/** Names the request for ever: run, step and visit. */
export function requestId({ id }: PlannedCall): string {
  return `${id.workflowId}#${id.step}#${id.visit}`;
}

/** The request for a call, with the guard's facts as they are now. */
export function approvalRequest(
  deps: Dependencies,
  call: PlannedCall,
  guardFacts: JsonObject,
): Omit<ApprovalRequest, 'id'> {
  const { approval } = call.step;
  if (approval === undefined) throw failure('money_without_approval');
  const requestedAt = deps.now();
  const after = (duration: DurationIr): number => addDuration(call.merchant.config, requestedAt, duration);
  return {
    digest: digestOfRequest(call, guardFacts),
    operation: call.operation.name,
    role: approval.by,
    ...(approval.escalate === undefined ? {} : { escalateTo: approval.escalate.to }),
    summary: summaryOf(call, guardFacts),
    ...(call.amount === undefined ? {} : { amount: call.amount }),
    requestedAt,
    expiresAt: after(approval.expires),
    ...(approval.remind === undefined ? {} : { remindAt: after(approval.remind) }),
    ...(approval.escalate === undefined ? {} : { escalateAt: after(approval.escalate.after) }),
  };
}

// An array, so that no value can pass for two; whatever changes in it makes another digest.
function digestOfRequest(
  { request, operation, order, amount, id }: PlannedCall,
  guardFacts: JsonObject,
): string {
  return digestOf([
    operation.name,
    order?.ref ?? null,
    order?.number ?? null,
    amount?.minor ?? null,
    amount?.currency ?? null,
    digestOf(request.call.inputs),
    request.hash,
    id.step,
    id.visit,
    id.workflowId,
    id.merchant,
    guardFacts,
  ]);
}

function summaryOf({ operation, order, amount, request }: PlannedCall, guardFacts: JsonObject): JsonObject {
  return present({
    what: operation.title,
    orderNumber: order?.number,
    orderStatus: order?.status,
    orderAmount: order?.amount,
    customerName: order?.customerName,
    // The whole order is too much to read: what matters of it stands above.
    ...Object.fromEntries(Object.entries(request.call.inputs).filter(([name]) => name !== 'order')),
    amount,
    found: guardFacts.quote,
  });
}

const present = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
