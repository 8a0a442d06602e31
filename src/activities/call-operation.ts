/** Runs a call as an activity: its attempt goes in, and "not now" is a failure that is retried. */
import { callOperation as callNow } from './calls/call-operation.js';
import type { CallPorts } from './calls/ports.js';
import type { CallRequest, Try } from '../contracts/call-request.js';
import type { CallResult } from '../contracts/call-result.js';
import type { RunStore } from './dependencies.js';
import { callFailure } from './call-failure.js';

/** Makes the activity; approvers see of a request that it no longer holds. `attempt` is the one under way. */
export function callOperation(
  ports: CallPorts,
  { approvals }: Pick<RunStore, 'approvals'>,
  attempt: () => Try,
  call = callNow,
): (request: CallRequest) => Promise<CallResult> {
  return async (request) => {
    try {
      const result = await call(ports, request, attempt());
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
