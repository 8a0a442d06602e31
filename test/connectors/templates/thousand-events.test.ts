/** A thousand webhooks of each connector that takes them: shuffled, some twice, some forged; each true one counts once. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { buildEvents } from '../../../src/connectors/build-connection.js';
import type { ReadEvent } from '../../../src/connectors/connection-events.js';
import { readTemplate } from '../../../src/connectors/templates/templates.js';
import { seed } from '../../fuzz/support/seed.js';
import { signedEvent } from '../../peers/stripe/events.js';
import type { WebhookRequest } from '../../support/webhooks.js';
import { type Adyen, type AdyenItem, startAdyen } from '../adyen/simulator.js';

const at = 1_794_000_000_000;
const shopifySecret = 'shpss_test';

let adyen: Adyen;
beforeAll(async () => {
  adyen = await startAdyen();
});
afterAll(async () => {
  await adyen[Symbol.asyncDispose]();
});

/** A connector: its file, the secret of its webhooks, and its events by their number. */
interface Sender {
  use: string;
  secret: () => string;
  /** One event, as true as it comes. */
  event: (index: number) => WebhookRequest;
  /** Its text with another fact in it. */
  forged: (body: string) => string;
  kinds: readonly (string | undefined)[];
}

const adyenCodes = ['REFUND', 'REFUND_FAILED', 'REFUNDED_REVERSED', 'CANCEL_OR_REFUND', 'CAPTURE'];
const stripeTypes = [
  ...['refund.updated', 'refund.failed', 'customer.subscription.updated', 'invoice.payment_failed'],
  'customer.created',
];
const shopifyTopics = [
  'orders/updated',
  'refunds/create',
  'subscription_contracts/update',
  'fulfillments/update',
  'products/update',
];

function adyenEvent(index: number): WebhookRequest {
  const item: AdyenItem = {
    ...{ pspReference: `ADYEN${String(index).padStart(11, '0')}`, originalReference: '993617894903480A' },
    ...{ merchantAccountCode: 'AcmeECOM', merchantReference: '1001', success: 'true', reason: '' },
    ...{ amount: { value: 500, currency: 'EUR' }, eventDate: '2026-11-01T10:00:00+01:00' },
    eventCode: adyenCodes[index % adyenCodes.length]!,
  };
  return { headers: {}, body: adyen.signed(item) };
}

function stripeEvent(index: number): WebhookRequest {
  const parent = { subscription_details: { subscription: 'sub_1' } };
  const object = { id: `re_${index}`, amount: 500, status: 'succeeded', metadata: {}, parent };
  const type = stripeTypes[index % stripeTypes.length]!;
  return signedEvent({ id: `evt_${index}`, object: 'event', type, data: { object } }, at);
}

function shopifyEvent(index: number): WebhookRequest {
  const admin_graphql_api_id = `gid://shopify/Order/${index}`;
  const told = { admin_graphql_api_id, name: `#${index}`, order_id: index, tracking_number: `1Z${index}` };
  const body = JSON.stringify({ ...told, amount: 500 });
  const headers = {
    'x-shopify-topic': shopifyTopics[index % shopifyTopics.length]!,
    'x-shopify-webhook-id': `w-${index}`,
    'x-shopify-hmac-sha256': createHmac('sha256', shopifySecret).update(body).digest('base64'),
  };
  return { headers, body };
}

const senders: Readonly<Record<string, Sender>> = {
  adyen: {
    use: "connector: adyen\nparameters: { merchantAccount: AcmeECOM, prefix: test }\nauth: { scheme: api-key, key: '${secret.KEY}' }\n",
    secret: () => adyen.hmacKey,
    event: adyenEvent,
    forged: (body) => body.replace('"value":500', '"value":501'),
    kinds: ['payments.refund_settled', 'payments.refund_failed', 'orders.cancel_settled', undefined],
  },
  stripe: {
    use: "connector: stripe\nauth: { scheme: bearer, token: '${secret.KEY}' }\n",
    secret: () => 'whsec_test',
    event: stripeEvent,
    forged: (body) => body.replace('"amount":500', '"amount":501'),
    kinds: ['payments.refund_settled', 'subscriptions.changed', 'subscriptions.payment_failed', undefined],
  },
  shopify: {
    use: "connector: shopify\nparameters: { shop: acme }\nauth: { scheme: api-key, key: '${secret.KEY}' }\n",
    secret: () => shopifySecret,
    event: shopifyEvent,
    forged: (body) => body.replace('"amount":500', '"amount":501'),
    kinds: ['orders.changed', 'shipments.scanned', undefined],
  },
};

describe.each(Object.entries(senders))('%s', (_, { use, secret, event, forged, kinds }) => {
  test('a thousand, shuffled, three in ten of them twice, one in twenty forged', async () => {
    const { events } = buildEvents({
      ...{ file: 'it.yaml', egressAllow: [], secrets: secret },
      text: `connection: it\n${use}events: { secret: '\${secret.HOOK}' }\n`,
    })!;
    const all = Array.from({ length: 1_000 }, (__, index) => {
      const isForged = index % 20 === 7;
      const { headers, body } = event(index);
      return { isForged, headers, body: isForged ? forged(body) : body };
    });
    const twice = [...all, ...all.filter((__, index) => index % 10 < 3)];
    const [shuffled] = fc.sample(fc.shuffledSubarray(twice, { minLength: twice.length }), {
      ...{ seed, numRuns: 1 },
    });
    const counted = new Map<string, ReadEvent | undefined>();
    let forgeries = 0;
    for (const { isForged, headers, body } of shuffled!) {
      const request = {
        headers: { 'content-type': 'application/json', ...headers },
        body: Buffer.from(body),
      };
      const taken = await events.take(request, at);
      expect(taken.is).toBe(isForged ? 'forged' : 'taken');
      if (taken.is === 'taken') for (const one of taken.items) counted.set(one.id, events.read(one.item));
      else forgeries += 1;
    }
    expect(counted.size).toBe(950);
    expect(forgeries).toBe(50);
    expect(new Set([...counted.values()].map((one) => one?.kind))).toEqual(new Set(kinds));
  });
});

test('each connector that takes webhooks of a shop platform or payment provider is among them', () => {
  const sending = ['adyen', 'magento', 'shopify', 'stripe'].filter((name) => {
    const { document } = readTemplate(name)!;
    return (document.value as { events?: unknown }).events !== undefined;
  });
  expect(sending).toEqual(Object.keys(senders).sort());
});
