/** `stripe` and `standard-webhooks`: a time and an HMAC-SHA256, each in headers of its own form. */
import { keyOfWebhookSecret, isWebhookSecret } from '../../../../security/standard-webhooks.js';
import { isAnySame, isInWindow, momentOf, signatureOf } from './compare-signatures.js';
import type { RulesOf } from './schema.js';
import type { VerifyScope } from './scope.js';
import { usualWindowMs, type Verifier } from './verifier.js';

/** `Stripe-Signature: t=<seconds>,v1=<hex>,…`, signed over `<t>.<body>`. */
export function stripe({ secret, within = usualWindowMs }: RulesOf<'stripe'>): Verifier {
  const keys = secret.map((text) => Buffer.from(text, 'utf8'));
  return {
    whole({ headers, body }, now) {
      const pairs = (headers['stripe-signature'] ?? '').split(',').map((pair) => pair.trim().split('='));
      const times = pairs.flatMap(([name, value]) => (name === 't' && value !== undefined ? [value] : []));
      const given = pairs.flatMap(([name, value = '']) =>
        name === 'v1' && /^[0-9a-f]{64}$/i.test(value) ? [Buffer.from(value, 'hex')] : [],
      );
      const [time] = times;
      if (time === undefined || times.length > 1 || !isInWindow(momentOf(time), now, within)) return false;
      return isAnySame(
        keys.map((key) => signatureOf('sha256', key, [`${time}.`, body])),
        given,
      );
    },
  };
}

/** `webhook-id`, `webhook-timestamp` and `webhook-signature: v1,<base64> …`, signed over `<id>.<timestamp>.<body>`. */
export function standardWebhooks(
  { secret, within = usualWindowMs }: RulesOf<'standard-webhooks'>,
  scope: VerifyScope,
): Verifier | undefined {
  const wrong = secret.findIndex((text) => !scope.isStandIn(text) && !isWebhookSecret(text));
  if (wrong >= 0) {
    scope.problem(['secret', wrong], 'The secret must be `whsec_` followed by 24 to 64 bytes in base64.');
    return undefined;
  }
  const keys = secret.map(keyOfWebhookSecret);
  return {
    whole({ headers, body }, now) {
      const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' } = headers;
      if (id === undefined || time === undefined || !isInWindow(momentOf(time), now, within)) return false;
      const given = signatures
        .split(' ')
        .flatMap((one) => /^v1,([A-Za-z0-9+/]+={0,2})$/.exec(one)?.[1] ?? [])
        .map((one) => Buffer.from(one, 'base64'));
      return isAnySame(
        keys.map((key) => signatureOf('sha256', key, [`${id}.${time}.`, body])),
        given,
      );
    },
  };
}
