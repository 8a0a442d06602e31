/** Runs a call as an activity: Temporal's data goes in, and "not now" is a failure that it retries. */
import { randomUUID } from 'node:crypto';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { callOperation as call } from './calls/call-operation.js';
import type { CallPorts } from './calls/ports.js';
import type { CallRequest, Try } from '../contracts/call-request.js';
import type { CallResult } from '../contracts/call-result.js';
import type { Store } from '../store/store.js';
import { callFailure } from './call-failure.js';

/** Makes the activity; approvers see of a request that it no longer holds. */
export function callOperation(
  ports: CallPorts,
  { approvals }: Pick<Store, 'approvals'>,
): (request: CallRequest) => Promise<CallResult> {
  return async (request) => {
    try {
      const result = await call(ports, request, tried());
      const { decision } = request.call;
      if (decision !== undefined && result.outcome === 'superseded')
        await approvals.end(request.merchant, decision.requestId, {
          ...{ state: 'superseded', at: ports.now(), decidedBy: decision.approver },
        });
      return result;
    } catch (error) {
      throw callFailure(error);
    }
  };
}

function tried(): Try {
  const { attempt, scheduledTimestampMs } = activityInfo();
  return { id: randomUUID(), attempt, scheduledAt: scheduledTimestampMs, signal: cancellationSignal() };
}
