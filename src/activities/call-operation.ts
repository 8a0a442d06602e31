/** Calls one operation for a run: read top to bottom, this is everything that stands before a shop's API (DESIGN §5–§7). */
import { ApplicationFailure } from '@temporalio/common';
import type { CallResult } from '../interpreter/protocol.js';
import type { CallOperationRequest } from './activities.js';
import { read } from './call-operation/attempt.js';
import { needsApproval, withhold } from './call-operation/approval.js';
import { planCall } from './call-operation/planned-call.js';
import { type PublishedCalls, publishedCalls } from './call-operation/published-calls.js';
import { resultOf } from './call-operation/results.js';
import { resume } from './call-operation/resume.js';
import { begin, send } from './call-operation/send.js';
import { verify } from './call-operation/verification.js';
import type { Dependencies } from './dependencies.js';

/** Makes the activity; "not now" leaves it as a failure that Temporal retries, unseen by the flow. */
export function callOperation(deps: Dependencies): (request: CallOperationRequest) => Promise<CallResult> {
  const published = publishedCalls(deps.store.flowVersions);
  return async (request) => {
    const startedAt = deps.now();
    const count = (outcome: string): void => {
      const labels = { merchant: request.merchant, operation: request.call.operation, outcome };
      deps.metrics.operationCalled(labels, (deps.now() - startedAt) / 1000);
    };
    try {
      const result = await callOnce(deps, published, request);
      count(result.outcome);
      return result;
    } catch (error) {
      count(error instanceof ApplicationFailure && error.type === 'NOT_NOW' ? 'not_now' : 'failed');
      throw error;
    }
  };
}

async function callOnce(
  deps: Dependencies,
  published: PublishedCalls,
  request: CallOperationRequest,
): Promise<CallResult> {
  const call = await planCall(deps, published, request);

  if (call.effect !== 'read') {
    const before = await deps.store.effects.find(call.id);
    if (before !== undefined) return resume(deps, call, before);
  }

  // An approval was asked for only after the customer was verified, and an approver has signed for exactly this call:
  // days later neither a voucher nor facts have to be there again.
  const decided = request.call.decision !== undefined && needsApproval(call);
  const notVerified = decided ? undefined : await verify(deps, call);
  if (notVerified !== undefined) return notVerified;

  if (call.effect === 'read' && !needsApproval(call)) {
    return resultOf(await read(deps, call, call, request.call.inputs));
  }

  const withheld = await withhold(deps, call);
  if (withheld !== undefined) return withheld;

  const { row, fresh } = await begin(deps, call);
  return fresh ? send(deps, call, row, true) : resume(deps, call, row);
}
