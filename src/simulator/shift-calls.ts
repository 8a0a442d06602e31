/** Shifts calls between the server's clock and the test's: every moment in requests and results. */
import type { CallRequest } from '../contracts/call-request.js';
import type { TypedOperation } from '../flows/environment.js';
import type { ApprovalRequest, Decision } from '../contracts/approval.js';
import type { CallResult } from '../contracts/call-result.js';
import { shiftFields } from './shift.js';

/** A run's call request, shifted in time (ms). */
export function shiftRequest(request: CallRequest, { inputs }: TypedOperation, byMs: number): CallRequest {
  const { call } = request;
  const { decision } = call;
  return {
    ...request,
    call: {
      ...call,
      inputs: shiftFields(call.inputs, inputs, byMs),
      ...(decision === undefined ? {} : { decision: shiftDecision(decision, byMs) }),
    },
  };
}

function shiftDecision(decision: Decision, byMs: number): Decision {
  const { decidedAt, expiresAt } = decision;
  const until = expiresAt === undefined ? {} : { expiresAt: expiresAt + byMs };
  return { ...decision, decidedAt: decidedAt + byMs, ...until };
}

/** A call's result, shifted likewise. */
export function shiftResult(result: CallResult, { results }: TypedOperation, byMs: number): CallResult {
  switch (result.outcome) {
    case 'done':
      return { ...result, outputs: shiftFields(result.outputs, results[result.result] ?? {}, byMs) };
    case 'accepted':
      return { ...result, askAt: result.askAt + byMs, until: result.until + byMs };
    case 'needs_approval':
      return { ...result, request: shiftApproval(result.request, byMs) };
    default:
      return result;
  }
}

function shiftApproval(request: Omit<ApprovalRequest, 'id'>, byMs: number): Omit<ApprovalRequest, 'id'> {
  const { requestedAt, expiresAt, remindAt, escalateAt } = request;
  return {
    ...request,
    requestedAt: requestedAt + byMs,
    expiresAt: expiresAt + byMs,
    ...(remindAt === undefined ? {} : { remindAt: remindAt + byMs }),
    ...(escalateAt === undefined ? {} : { escalateAt: escalateAt + byMs }),
  };
}
