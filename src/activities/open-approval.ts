/** Shows a request to approvers, with a number, and has the notifications of it sent. */
import type { OpenApprovalRequest } from '../contracts/activities.js';
import type { Dependencies } from './dependencies.js';
import { merchantOf } from './merchant-of.js';
import type { ApprovalRequest } from '../contracts/approval.js';
import type { NotificationTargets } from '../merchants/notifications.js';
import type { DueNotification, NotificationKind } from '../store/approvals.js';

/** The notifications of a request, for the targets that tell the role which is asked at that time. */
export function dueNotifications(targets: NotificationTargets, request: ApprovalRequest): DueNotification[] {
  const { role, escalateTo, requestedAt, remindAt, escalateAt } = request;
  const due = (kind: NotificationKind, to: string | undefined, at: number | undefined): DueNotification[] =>
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
    return store.approvals.open(
      { ...opened, zone: config.zone },
      dueNotifications(config.notifications, opened.request),
    );
  };
}
