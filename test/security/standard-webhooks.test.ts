/** Signatures of webhooks, by the example of the Standard Webhooks specification. */
import { expect, test } from 'vitest';
import { isWebhookSecret, webhookHeaders } from '../../src/security/standard-webhooks.js';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

test("the specification's example has the specification's signature", () => {
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_999, body: '{"test": 2432232314}' };
  expect(webhookHeaders(secret, message)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test.each([
  [secret, true],
  ['whsec_MfKQ9r8GKYqrTwjU', false],
  [`whsec_${Buffer.alloc(64).toString('base64')}`, true],
  [`whsec_${Buffer.alloc(65).toString('base64')}`, false],
  [secret.slice('whsec_'.length), false],
  [`${secret} `, false],
  ['', false],
])('%s: usable %s', (text, usable) => {
  expect(isWebhookSecret(text)).toBe(usable);
});
