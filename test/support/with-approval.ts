/** Calls that need an approval get it at once, from anna, who has signed in: approvals have tests of their own. */
import type { CallPorts } from '../../src/activities/calls/ports.js';
import type { Decision } from '../../src/contracts/approval.js';
import type { CallRequest } from '../../src/contracts/call-request.js';
import type { CallResult } from '../../src/contracts/call-result.js';
import { visitId } from '../../src/contracts/visit-id.js';

/** `approvers:` of a merchant whose steps ask this role. */
export const annaAs = (role: string) => ({ anna: { roles: [role], keys: [] } });

/** Knows nobody but anna. */
export const annaSignedIn: CallPorts['agents'] = {
  identify: (_names, _token, at) =>
    Promise.resolve({ approver: 'anna', signedInAt: at, expiresAt: at + 3_600_000 }),
};

/** Calls, and calls again with her decision where one is needed; a later attempt of the same visit takes it with it. */
export function withApprovals(): (
  request: CallRequest,
  call: (request: CallRequest) => Promise<CallResult>,
) => Promise<CallResult> {
  const decisions = new Map<string, Decision>();
  return async (request, call) => {
    const requestId = visitId({ ...request.call, workflowId: request.workflowId });
    const decided = (decision: Decision | undefined): CallRequest =>
      decision === undefined ? request : { ...request, call: { ...request.call, decision } };
    const result = await call(decided(decisions.get(requestId)));
    if (result.outcome !== 'needs_approval') return result;
    const { digest, requestedAt: decidedAt, expiresAt } = result.request;
    const decision: Decision = {
      ...{ requestId, digest, decision: 'approved', token: 'of her sign-in' },
      ...{ approver: 'anna', decidedAt, expiresAt, escalated: false },
    };
    decisions.set(requestId, decision);
    return call(decided(decision));
  };
}
