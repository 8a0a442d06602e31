/** Signs one request of each scheme with its sender's own library, and prints them as JSON: the fixture of our tests. */
import { createRequire } from 'node:module';
import { sign as signGithub } from '@octokit/webhooks-methods';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';

const require = createRequire(import.meta.url);
const { hmacValidator: HmacValidator } = require('@adyen/api-library');

const at = 1_780_000_000;
const body = JSON.stringify({ id: 'evt_1', type: 'refund.updated', text: 'Zürich – 5 €' });
const secret = 'a-secret-of-the-shop';
const standard = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const adyenKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';

const notification = {
  pspReference: '7914073381342284',
  originalReference: '8312073381342284',
  merchantAccountCode: 'AcmeECOM',
  merchantReference: 'order-1001',
  amount: { value: 1130, currency: 'EUR' },
  eventCode: 'REFUND',
  success: 'true',
};
const bare = { ...notification, pspReference: '7914073381342285', success: 'false' };
delete bare.originalReference;
const signed = [notification, bare].map((item) => ({
  ...item,
  additionalData: { hmacSignature: new HmacValidator().calculateHmac(item, adyenKey) },
}));

const vectors = {
  at,
  github: { body, secret, headers: { 'x-hub-signature-256': await signGithub(secret, body) } },
  stripe: {
    body,
    secret,
    headers: {
      'stripe-signature': new Stripe('sk_test_none').webhooks.generateTestHeaderString({
        payload: body,
        secret,
        timestamp: at,
      }),
    },
  },
  standard: {
    body,
    secret: standard,
    headers: {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(at),
      'webhook-signature': new Webhook(standard).sign('msg_1', new Date(at * 1000), body),
    },
  },
  adyen: {
    body: JSON.stringify({
      live: 'false',
      notificationItems: signed.map((item) => ({ NotificationRequestItem: item })),
    }),
    secret: adyenKey,
    headers: {},
  },
};
process.stdout.write(`${JSON.stringify(vectors, null, 2)}\n`);
