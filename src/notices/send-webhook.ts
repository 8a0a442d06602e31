/** Sends a notice to a webhook, signed as Standard Webhooks. */
import type { EgressPolicy } from '../http/egress.js';
import { openHttpClient, type HttpClientOptions } from '../http/client.js';
import type { WebhookTarget } from '../merchants/notices.js';
import { webhookHeaders } from '../security/standard-webhooks.js';
import { type Notice, webhookBodyOf } from './notice.js';

const timeoutMs = 10_000;
const answerBytes = 16_384;

/** Sends it; undefined if the webhook has taken it, else why not. */
export async function sendWebhook(
  { url }: WebhookTarget,
  notice: Notice,
  {
    secret,
    policy,
    http,
    now,
  }: { secret: string; policy: EgressPolicy; http: HttpClientOptions; now: number },
): Promise<string | undefined> {
  const body = webhookBodyOf(notice, now);
  using client = openHttpClient(policy, http);
  const answer = await client.send({
    method: 'POST',
    url: new URL(url),
    headers: {
      'content-type': 'application/json',
      ...webhookHeaders(secret, { id: notice.id, at: now, body }),
    },
    body,
    timeoutMs,
    maxBytes: answerBytes,
  });
  if (answer.is !== 'response') return answer.code;
  return answer.status >= 200 && answer.status < 300 ? undefined : `http_${answer.status}`;
}
