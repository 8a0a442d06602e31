/** Which notices a request has: when it opens, at its reminder, and at its escalation. */
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
