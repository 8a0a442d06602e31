/** A merchant with targets, and requests that wait there, in a store whose clock can be moved. */
import {
  deliverDue,
  type DeliveryOptions,
} from '../../../../src/activities/delivery/deliver-notifications.js';
import { dueNotifications } from '../../../../src/activities/open-approval.js';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import type { NotificationTargets } from '../../../../src/merchants/notifications.js';
import type { OpenedRequest } from '../../../../src/store/approvals.js';
import type { Store } from '../../../../src/store/store.js';
import { opened } from '../../../store/support/requests.js';
import { fresh } from '../../../store/support/subject.js';

/** What signs in these tests. */
export const hookSecret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

/** The secrets of these tests. */
export const secrets: Readonly<Record<string, string>> = { HOOK: hookSecret, SMTP: 'a mail password' };

/** A merchant of these tests. */
export function noticeWorld(store: Store, changes: Partial<DeliveryOptions> = {}) {
  const merchant = fresh('merchant');
  const counted: string[] = [];
  const logged: object[] = [];
  const notifications: Record<string, NotificationTargets[string]> = {};
  const config = { name: 'Acme Shoes', notifications };
  const options: DeliveryOptions = {
    merchants: new Map([[merchant, { config } as unknown as Merchant]]),
    store,
    secretsOf: (owner) => (name) => (owner === merchant ? secrets[name] : undefined),
    egressAllow: ['127.0.0.1'],
    http: {},
    log: {
      warn: (fields) => void logged.push(fields),
      error: (fields) => void logged.push(fields),
    },
    metrics: { notificationTried: ({ by, outcome }) => void counted.push(`${by} ${outcome}`) },
    now: Date.now,
    ...changes,
  };
  return {
    merchant,
    counted,
    logged,
    notifications,
    options,
    /** A request opens; resolves with it. */
    async opens(request: Partial<OpenedRequest['request']> = {}): Promise<OpenedRequest> {
      const one = opened({ merchant });
      Object.assign(one.request, request);
      await store.approvals.open(one, dueNotifications(notifications, one.request));
      return one;
    },
    deliver: () => deliverDue(options),
    /** What is known of the notifications of the merchant's first request. */
    told: async () =>
      (await store.notifications.list(merchant, 1)).map(
        ({ kind, target, state }) => `${kind} ${target} ${state}`,
      ),
  };
}
