/** Where approvers are told that something waits (`notifications: approvals:` of merchant.yaml), checked. */
import type { MailServer } from '../connectors/mail/mail-server.js';

/** Where to send a notification; by default those of all roles. */
export type NotificationTarget = {
  roles?: readonly string[];
  /** Where it is decided, with `${number}` in it. */
  link?: string;
  /** Private hosts and networks that it may be sent to; the operator must allow them too. */
  egressAllow: readonly string[];
} & (WebhookTarget | EmailTarget);

/** A webhook, signed as Standard Webhooks. */
export interface WebhookTarget {
  by: 'webhook';
  url: string;
  /** Name of the secret that signs; looked up for each notification, so that rotation is noticed. */
  secretName: string;
}

/** An e-mail. */
export interface EmailTarget {
  by: 'email';
  to: readonly string[];
  from: string;
  smtp: MailServer;
}

/** Targets by their names in merchant.yaml. */
export type NotificationTargets = Readonly<Record<string, NotificationTarget>>;
