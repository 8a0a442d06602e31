/** Shows a request to approvers, with a number, and has the notices of it sent. */
import type { OpenApprovalRequest } from '../contracts/activities.js';
import type { Dependencies } from './dependencies.js';
import { merchantOf } from './merchant-of.js';
import type { ApprovalRequest } from '../contracts/approval.js';
import type { NoticeTargets } from '../merchants/notices.js';
import type { DueNotice, NoticeKind } from '../store/approvals.js';

/** The notices of a request, for the targets that tell the role which is asked at that time. */
export function dueNotices(targets: NoticeTargets, request: ApprovalRequest): DueNotice[] {
  const { role, escalateTo, requestedAt, remindAt, escalateAt } = request;
  const due = (kind: NoticeKind, to: string | undefined, at: number | undefined): DueNotice[] =>
    to === undefined || at === undefined
      ? []
      : Object.entries(targets)
          .filter(([, { roles }]) => roles === undefined || roles.includes(to))
          .map(([target]) => ({ kind, target, at }));
  return [
    ...due('requested', role, requestedAt),
    ...due('reminder', role, remindAt),
    ...due('escalated', escalateTo, escalateAt),
  ];
}

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
