/** Shows a request to approvers, with a number, and has the notices of it sent. */
import type { OpenApprovalRequest } from '../contracts/activities.js';
import { dueNotices } from '../notices/due-notices.js';
import type { Dependencies } from './dependencies.js';
import { merchantOf } from './merchant-of.js';

/** Makes the activity. */
export function openApproval({
  merchants,
  store,
}: Pick<Dependencies, 'merchants' | 'store'>): (opened: OpenApprovalRequest) => Promise<number> {
  return async (opened) => {
    const { config } = merchantOf(merchants, opened.merchant);
    return store.approvals.open({ ...opened, zone: config.zone }, dueNotices(config.notices, opened.request));
  };
}
