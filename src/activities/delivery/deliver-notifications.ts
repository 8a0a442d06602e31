/**
 * Sends the notifications that are due, at least once each, from any worker: the table says what is left, so that a crash
 * loses none, and no run waits for any.
 */
import type { Log } from '../../contracts/log.js';
import type { HttpClientOptions } from '../../connectors/http/client.js';
import type { Merchants } from '../../merchants/merchant.js';
import type { NotificationTarget, EmailTarget } from '../../merchants/notifications.js';
import { hostsOf, type SecretsOf } from '../../security/secrets.js';
import type { ClaimedNotification, NotificationKind } from '../../store/approvals.js';
import type { Store } from '../../store/store.js';
import { keepDelivering } from './keep-delivering.js';
import { sendWebhook } from './send-webhook.js';
import { addressOf } from '../../connectors/mail/mail-server.js';
import { type MailContext, sendMail } from '../../connectors/mail/send-mail.js';
import { plainAmount } from '../../contracts/currency.js';
import { plainMoment } from '../../texts/languages/printed-time.js';

// What a notification says: nothing of the customer, only what waits, for whom, until when, and how it is decided.

/** A notification in words; times are the merchant's. */
interface ApprovalNotification {
  /** The same when it is sent again: `demo_4711_reminder_team-chat`. */
  id: string;
  kind: NotificationKind;
  /** How commands name the request: `demo/4711`. */
  reference: string;
  number: number;
  merchant: string;
  /** The merchant's name, for people. */
  shop: string;
  /** Who may decide: after an escalation, two roles. */
  roles: readonly string[];
  /** The operation in words. */
  what: string;
  amount?: string;
  /** `yyyy-MM-dd HH:mm (zone)`. */
  until: string;
  /** Epoch ms. */
  expiresAt: number;
  link?: string;
}

/** A notification as it is sent now. */
export function notificationOf(
  { merchant, number, kind, target, request: row }: ClaimedNotification,
  { shop, link }: { shop: string; link?: string | undefined },
): ApprovalNotification {
  const { role, escalateTo, summary, operation, amount, expiresAt } = row.request;
  const { what } = summary;
  return {
    id: [merchant, number, kind, target].join('_'),
    ...{ kind, number, merchant, shop, expiresAt, reference: `${merchant}/${number}` },
    roles: kind === 'escalated' && escalateTo !== undefined ? [role, escalateTo] : [role],
    what: typeof what === 'string' ? what : operation,
    ...(amount === undefined ? {} : { amount: plainAmount(amount) }),
    until: plainMoment(expiresAt, row.zone),
    ...(link === undefined ? {} : { link: link.replaceAll('${number}', String(number)) }),
  };
}

const first: Readonly<Record<NotificationKind, string>> = {
  requested: 'Approval',
  reminder: 'Reminder: approval',
  escalated: 'Escalated: approval',
};

/** Subject and text of an e-mail. */
export function mailOf(notification: ApprovalNotification): { subject: string; text: string } {
  const { kind, number, shop, what, amount, roles, until, link, reference } = notification;
  const action = amount === undefined ? what : `${what} ${amount}`;
  const lines = [
    `${action} needs approval at ${shop}.`,
    '',
    `Number:  ${number}`,
    `Role:    ${roles.join(', ')}`,
    `Until:   ${until}`,
    '',
    ...(link === undefined ? [] : [`Decide:  ${link}`]),
    `Review:  orderly approvals show ${reference}`,
    `Decide:  orderly approvals approve ${reference} --as <name> --key <file>   (or reject)`,
  ];
  return { subject: `${first[kind]} ${number}: ${action} (${shop})`, text: `${lines.join('\n')}\n` };
}

/** Body of a webhook, in the form that Standard Webhooks recommends. */
function webhookBodyOf(notification: ApprovalNotification, at: number): string {
  const { kind, number, merchant, shop, roles, what, amount, expiresAt, until, link, reference } =
    notification;
  const data = {
    ...{ number, reference, merchant, shop, roles, what },
    ...(amount === undefined ? {} : { amount }),
    ...{ expiresAt: new Date(expiresAt).toISOString(), until },
    ...(link === undefined ? {} : { link }),
  };
  return JSON.stringify({ type: `approval.${kind}`, timestamp: new Date(at).toISOString(), data });
}

/** Sends it; undefined if the server has taken it, else a code that says why not. */
async function sendEmail(
  { to, from, smtp }: EmailTarget,
  notification: ApprovalNotification,
  context: Omit<MailContext, 'gate'>,
): Promise<string | undefined> {
  const mail = {
    ...{ to: [...to], from, ...mailOf(notification) },
    messageId: `<${notification.id}@${addressOf(from).split('@').at(-1) ?? ''}>`,
    // Nobody's absence is answered to it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
  const sent = await sendMail(smtp, mail, context);
  return sent.is === 'sent' ? undefined : sent.code;
}

/** What sending needs. */
export interface DeliveryOptions {
  merchants: Merchants;
  store: Pick<Store, 'notifications'>;
  secretsOf: SecretsOf;
  /** The operator's list of private targets. */
  egressAllow: readonly string[];
  /** Proxy and own authorities of webhooks; mail servers have the same authorities. */
  http: HttpClientOptions;
  log: Pick<Log, 'warn' | 'error'>;
  metrics: NotificationMetrics;
  /** Epoch ms. */
  now: () => number;
}

/** What is counted. */
export interface NotificationMetrics {
  /** An attempt to send a notification has ended. */
  notificationTried(labels: {
    by: NotificationTarget['by'] | 'none';
    outcome: 'sent' | 'failed' | 'given_up';
  }): void;
}

const most = 20;
/** Longer than an attempt takes. */
const leaseMs = 120_000;

const minute = 60_000;
/** Pauses after failed attempts, ms; after the last one the notification is given up. */
const pauses = [10_000, minute, 5 * minute, 15 * minute, 60 * minute, 180 * minute];

/** Sends one round of what is due; resolves when all of it is settled, with how many there were. */
export async function deliverDue(options: DeliveryOptions, limit = most): Promise<number> {
  const claimed = await claim(options, limit);
  await Promise.all(claimed.map((notification) => deliver(options, notification)));
  return claimed.length;
}

/** Sends what is due from now on, until the returned end is called: it waits for what is under way. */
export function deliverNotifications(options: DeliveryOptions): () => Promise<void> {
  return keepDelivering(
    { claim: (limit) => claim(options, limit), deliver: (notification) => deliver(options, notification) },
    most,
  );
}

/** A merchant without targets costs no query. */
async function claim({ merchants, store }: DeliveryOptions, limit: number): Promise<ClaimedNotification[]> {
  const withTargets = [...merchants].filter(([, { config }]) => Object.keys(config.notifications).length > 0);
  if (withTargets.length === 0 || limit <= 0) return [];
  return store.notifications.claim(
    withTargets.map(([name]) => name),
    limit,
    leaseMs,
  );
}

/** Sends one; whatever happens, nothing is thrown, and what cannot be noted is due again after its lease. */
async function deliver(options: DeliveryOptions, notification: ClaimedNotification): Promise<void> {
  const { store, log, metrics } = options;
  const config = options.merchants.get(notification.merchant)?.config;
  const target = config?.notifications[notification.target];
  // The merchant has taken the target out of its file.
  const failure =
    config === undefined || target === undefined
      ? 'no_target'
      : await send(options, notification, target, config.name).catch(() => 'failed');
  const { merchant, number, kind, attempt } = notification;
  const pause = pauses[attempt - 1];
  const isOver = failure === 'no_target' || pause === undefined;
  const outcome = failure === undefined ? 'sent' : isOver ? 'given_up' : 'failed';
  metrics.notificationTried({ by: target?.by ?? 'none', outcome });
  const fields = { merchant, number, kind, target: notification.target, attempt, code: failure };
  if (outcome === 'given_up') log.error(fields, 'gave up sending an approval notification');
  if (outcome === 'failed') log.warn(fields, 'an approval notification could not be sent yet');
  await store.notifications
    .settle(notification, outcome === 'failed' ? { retryInMs: pause ?? 0 } : outcome)
    .catch(() => undefined);
}

async function send(
  { secretsOf, egressAllow, http, now }: DeliveryOptions,
  claimed: ClaimedNotification,
  target: NotificationTarget,
  shop: string,
): Promise<string | undefined> {
  const notification = notificationOf(claimed, { shop, link: target.link });
  const secrets = secretsOf(claimed.merchant);
  const name = target.by === 'webhook' ? target.secretName : target.smtp.login?.passwordName;
  const secret = name === undefined ? undefined : secrets(name);
  if (name !== undefined && secret === undefined) return 'secret_missing';
  const secretHosts = hostsOf(secrets, name);
  const policy = { connection: target.egressAllow, operator: egressAllow, secretHosts };
  if (target.by === 'webhook') {
    const at = now();
    const message = { id: notification.id, body: webhookBodyOf(notification, at) };
    return sendWebhook(target.url, message, { secret: secret ?? '', policy, http, now: at });
  }
  return sendEmail(target, notification, { password: secret, policy, ca: http.ca ?? [] });
}
