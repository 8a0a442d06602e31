/** Signatures of webhooks by Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over id, timestamp and body. */
import { createHmac } from 'node:crypto';

const form = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/** Whether a text is a secret of this scheme: `whsec_` and 24 to 64 bytes in base64. */
export function isWebhookSecret(text: string): boolean {
  const bytes = keyOfWebhookSecret(text).length;
  return bytes >= 24 && bytes <= 64;
}

/** The headers of a message; `id` holds no full stop and stays the same when it is sent again, `at` is epoch ms. */
export function webhookHeaders(
  secret: string,
  { id, at, body }: { id: string; at: number; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', keyOfWebhookSecret(secret))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/** The key that a secret of this scheme writes. */
export const keyOfWebhookSecret = (secret: string): Buffer =>
  Buffer.from(form.exec(secret)?.[1] ?? '', 'base64');
