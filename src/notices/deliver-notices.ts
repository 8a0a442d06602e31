/**
 * Sends the notices that are due, at least once each, from any worker: the table says what is left, so that a crash
 * loses none, and no run waits for any.
 */
import type { Log } from '../contracts/log.js';
import type { HttpClientOptions } from '../http/client.js';
import type { Merchants } from '../merchants/merchant.js';
import type { NoticeTarget } from '../merchants/notices.js';
import { hostsOf, type SecretsOf } from '../security/secrets.js';
import type { ClaimedNotice } from '../store/approvals.js';
import type { Store } from '../store/store.js';
import { keepDelivering } from './keep-delivering.js';
import { noticeOf, webhookBodyOf } from './notice.js';
import { sendEmail } from './send-email.js';
import { sendWebhook } from './send-webhook.js';

/** What sending needs. */
export interface DeliveryOptions {
  merchants: Merchants;
  store: Pick<Store, 'notices'>;
  secretsOf: SecretsOf;
  /** The operator's list of private targets. */
  egressAllow: readonly string[];
  /** Proxy and own authorities of webhooks; mail servers have the same authorities. */
  http: HttpClientOptions;
  log: Pick<Log, 'warn' | 'error'>;
  metrics: NoticeMetrics;
  /** Epoch ms. */
  now: () => number;
}

/** What is counted. */
export interface NoticeMetrics {
  /** An attempt to send a notice has ended. */
  noticeTried(labels: { by: NoticeTarget['by'] | 'none'; outcome: 'sent' | 'failed' | 'given_up' }): void;
}

const most = 20;
/** Longer than an attempt takes. */
const leaseMs = 120_000;

const minute = 60_000;
/** Pauses after failed attempts, ms; after the last one the notice is given up. */
const pauses = [10_000, minute, 5 * minute, 15 * minute, 60 * minute, 180 * minute];

/** Sends one round of what is due; resolves when all of it is settled, with how many there were. */
export async function deliverDue(options: DeliveryOptions, limit = most): Promise<number> {
  const claimed = await claim(options, limit);
  await Promise.all(claimed.map((notice) => deliver(options, notice)));
  return claimed.length;
}

/** Sends what is due from now on, until the returned end is called: it waits for what is under way. */
export function deliverNotices(options: DeliveryOptions): () => Promise<void> {
  return keepDelivering(
    { claim: (limit) => claim(options, limit), deliver: (notice) => deliver(options, notice) },
    most,
  );
}

/** A merchant without targets costs no query. */
async function claim({ merchants, store }: DeliveryOptions, limit: number): Promise<ClaimedNotice[]> {
  const withTargets = [...merchants].filter(([, { config }]) => Object.keys(config.notices).length > 0);
  if (withTargets.length === 0 || limit <= 0) return [];
  return store.notices.claim(
    withTargets.map(([name]) => name),
    limit,
    leaseMs,
  );
}

/** Sends one; whatever happens, nothing is thrown, and what cannot be noted is due again after its lease. */
async function deliver(options: DeliveryOptions, notice: ClaimedNotice): Promise<void> {
  const { store, log, metrics } = options;
  const config = options.merchants.get(notice.merchant)?.config;
  const target = config?.notices[notice.target];
  // The merchant has taken the target out of its file.
  const failure =
    config === undefined || target === undefined
      ? 'no_target'
      : await send(options, notice, target, config.name).catch(() => 'failed');
  const { merchant, number, kind, attempt } = notice;
  const pause = pauses[attempt - 1];
  const isOver = failure === 'no_target' || pause === undefined;
  const outcome = failure === undefined ? 'sent' : isOver ? 'given_up' : 'failed';
  metrics.noticeTried({ by: target?.by ?? 'none', outcome });
  const fields = { merchant, number, kind, target: notice.target, attempt, code: failure };
  if (outcome === 'given_up') log.error(fields, 'a notice to approvers was given up');
  if (outcome === 'failed') log.warn(fields, 'a notice to approvers could not be sent yet');
  await store.notices
    .settle(notice, outcome === 'failed' ? { retryInMs: pause ?? 0 } : outcome)
    .catch(() => undefined);
}

async function send(
  { secretsOf, egressAllow, http, now }: DeliveryOptions,
  claimed: ClaimedNotice,
  target: NoticeTarget,
  shop: string,
): Promise<string | undefined> {
  const notice = noticeOf(claimed, { shop, link: target.link });
  const secrets = secretsOf(claimed.merchant);
  const name = target.by === 'webhook' ? target.secretName : target.smtp.login?.passwordName;
  const secret = name === undefined ? undefined : secrets(name);
  if (name !== undefined && secret === undefined) return 'secret_missing';
  const secretHosts = hostsOf(secrets, name);
  const policy = { connection: target.egressAllow, operator: egressAllow, secretHosts };
  if (target.by === 'webhook') {
    const at = now();
    const message = { id: notice.id, body: webhookBodyOf(notice, at) };
    return sendWebhook(target.url, message, { secret: secret ?? '', policy, http, now: at });
  }
  return sendEmail(target, notice, { password: secret, policy, ca: http.ca ?? [] });
}
