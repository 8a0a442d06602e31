/** Sends a message to a webhook, signed as Standard Webhooks. */
import type { EgressPolicy } from '../../connectors/http/egress-policy.js';
import { openHttpClient, type HttpClientOptions } from '../../connectors/http/client.js';
import { webhookHeaders } from '../../security/standard-webhooks.js';

const timeoutMs = 10_000;
const answerBytes = 16_384;

/** How it is sent: signed by the secret, at `now` (epoch ms). */
interface WebhookContext {
  secret: string;
  policy: EgressPolicy;
  http: HttpClientOptions;
  now: number;
}

/** Sends JSON under an id that stays the same when it is sent again; undefined if the webhook has taken it, else why not. */
export async function sendWebhook(
  url: string,
  { id, body }: { id: string; body: string },
  { secret, policy, http, now }: WebhookContext,
): Promise<string | undefined> {
  using client = openHttpClient(policy, http);
  const answer = await client.send({
    method: 'POST',
    url: new URL(url),
    headers: { 'content-type': 'application/json', ...webhookHeaders(secret, { id, at: now, body }) },
    body,
    timeoutMs,
    maxBytes: answerBytes,
  });
  if (answer.is !== 'response') return answer.code;
  return answer.status >= 200 && answer.status < 300 ? undefined : `http_${answer.status}`;
}
