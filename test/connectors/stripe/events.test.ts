/** Stripe's webhooks in business words: signed as Stripe signs, and nothing of what is not. */
import { expect, test } from 'vitest';
import { buildEvents } from '../../../src/connectors/build-connection.js';
import type { Row } from '../../peers/stripe/book.js';
import { signedEvent } from '../../peers/stripe/events.js';

const { events } = buildEvents({
  ...{ file: 'pay.yaml', egressAllow: [], secrets: () => 'whsec_test' },
  text: `connection: pay\nconnector: stripe\nauth: { scheme: bearer, token: "\${secret.TOKEN}" }\nevents: { secret: "\${secret.HOOK}" }\n`,
})!;

const now = 1_794_000_000_000;
const signed = (event: Row, secret?: string, at = now) => {
  const { headers, body } = signedEvent(event, at, secret);
  return { headers, body: Buffer.from(body) };
};
const read = async (type: string, object: object): Promise<unknown> => {
  const taken = await events.take(signed({ id: 'evt_1', type, data: { object } }), now);
  if (taken.is !== 'taken') throw new Error(taken.is);
  expect(taken.items.map(({ id }) => id)).toEqual(['evt_1']);
  return events.read(taken.items[0]!.item);
};

test.each([
  ['refund.updated', 'succeeded', 'done'],
  ['charge.refund.updated', 'pending', undefined],
  ['refund.updated', 'requires_action', undefined],
  ['refund.updated', 'canceled', 'refused'],
  ['refund.failed', 'failed', 'refused'],
])('%s with the status %s tells of a refund: %s', async (type, status, outcome) => {
  const refund = {
    id: 're_1',
    status,
    failure_reason: 'lost_or_stolen_card',
    metadata: { order_id: '1001' },
  };
  expect(await read(type, refund)).toEqual({
    ...{ kind: 'payments.refund_settled', ref: 're_1', ...(outcome === undefined ? {} : { outcome }) },
    fields: { code: 'lost_or_stolen_card', orderNumber: '1001' },
  });
});

test('changes and failed payments of subscriptions are told, and nothing else is', async () => {
  expect(await read('customer.subscription.paused', { id: 'sub_1', status: 'paused' })).toEqual({
    ...{ kind: 'subscriptions.changed', ref: 'sub_1', fields: { number: 'sub_1', status: 'paused' } },
  });
  const parent = { subscription_details: { subscription: 'sub_1' } };
  expect(await read('invoice.payment_failed', { id: 'in_1', parent })).toEqual({
    ...{ kind: 'subscriptions.payment_failed', ref: 'sub_1', fields: { number: 'sub_1' } },
  });
  expect(await read('customer.created', { id: 'cus_1' })).toBeUndefined();
});

test('what another has signed, or was signed long ago, is forged', async () => {
  const event = {
    id: 'evt_1',
    type: 'refund.updated',
    data: { object: { id: 're_1', status: 'succeeded' } },
  };
  expect(await events.take(signed(event, 'whsec_other'), now)).toEqual({ is: 'forged' });
  expect(await events.take(signed(event, undefined, now - 3_600_000), now)).toEqual({ is: 'forged' });
});
