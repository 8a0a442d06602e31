/** Shows that a request can no longer be decided. */
import type { CloseApprovalRequest } from '../contracts/activities.js';
import type { Dependencies } from './dependencies.js';

/** Makes the activity. */
export function closeApproval({
  store,
}: Pick<Dependencies, 'store'>): (closed: CloseApprovalRequest) => Promise<void> {
  return ({ merchant, requestId, ...end }) => store.approvals.end(merchant, requestId, end);
}
