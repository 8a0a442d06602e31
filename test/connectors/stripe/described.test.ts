/** What the connector for Stripe sends, judged by Stripe's official description; and what it makes of its examples. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OperationCall } from '../../../src/connectors/connector.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { openAccount } from '../../peers/stripe/account.js';
import { startStripeMock, type StripeMock, whyNoStripeMock } from '../../peers/stripe/start-mock.js';
import type { Hit } from '../../support/hostile-server.js';
import { connected } from './connected.js';

const order = (number: string) => ({ order: { ref: 'o1', number } });
const subscription = { ref: 'sub_1' };
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const plans = ['price_1', 'price_2', 'price_3'].map((ref) => ({ ref, name: 'Coffee', price: eur(990) }));
const numbers = ['1001', '1002', '1003', '00042', 'ä-1', 'A/17'];
const reasons = ['damaged', 'late', 'returned', 'wrong_item', 'not_received', 'other'];
const whys = ['moved', '', 'Zu teuer – 5 € mehr', "it's & that=all", '100%', 'x'.repeat(400)];
const days = [undefined, '2026-12-24', '2027-01-01', '2027-02-28', '2028-02-29', '2030-06-30'];

/** Each operation, with six variations of its inputs. */
const asked: Readonly<Record<string, readonly JsonObject[]>> = {
  'payments.quote_refund': numbers.map(order),
  'payments.refund': reasons.map((reason, index) => ({
    ...{ ...order('1001'), amount: eur(index + 1), reason },
  })),
  'payments.refund.outcome': numbers.map(order),
  'payments.refund.happened': numbers.map(() => order('1001')),
  'payments.refund_status': numbers.map(order),
  'subscriptions.get': ['sub_1', 'sub_2', '4711', 'sub_9', '007', 'sub_3'].map((number) => ({ number })),
  'subscriptions.find': ['anna@example.com', 'li.na@example.org', 'a+b@example.com', 'ü@example.de'].map(
    (email) => ({ email }),
  ),
  'subscriptions.cancel': whys.map((reason, index) => ({
    ...{ subscription, reason, at: index % 2 === 0 ? 'period_end' : 'now' },
  })),
  'subscriptions.cancel.happened': ['now', 'period_end'].map((at) => ({ subscription, at })),
  'subscriptions.pause': days.map((until) => ({ subscription, ...(until === undefined ? {} : { until }) })),
  'subscriptions.pause.happened': [{ subscription }],
  'subscriptions.resume': [{ subscription }],
  'subscriptions.resume.happened': [{ subscription }],
  'subscriptions.plans': [{ subscription }, { subscription: { ref: 'sub_3' } }],
  'subscriptions.quote_change': plans.map((plan) => ({ subscription, plan })),
  'subscriptions.change': plans.map((plan) => ({ subscription, plan, amount: plan.price })),
  'subscriptions.change.happened': plans.map((plan) => ({ subscription, plan })),
  'subscriptions.quote_refund': [{ subscription }],
  'subscriptions.refund': reasons.map((reason, index) => ({
    ...{ subscription, amount: eur(index + 1), charge: 'pi_7', reason },
  })),
  'subscriptions.refund.outcome': [{ subscription }],
  'subscriptions.refund.happened': [{ subscription, charge: 'pi_7' }],
};

const callOf = (operation: string, inputs: JsonObject): OperationCall => ({
  ...{ operation, inputs, idempotencyKey: `k-${JSON.stringify(inputs)}`.slice(0, 60) },
  ...(operation.endsWith('.outcome') ? { purpose: 'settle', reference: 're_1' } : {}),
});

/** What an operation sends to an account that has what it asks for. */
async function sentBy(operation: string, parameters?: string, more: JsonObject = {}): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const one of asked[operation] ?? []) {
    const inputs = { ...one, ...more };
    await using account = await openAccount();
    const connection = connected(account.url, parameters);
    if (operation === 'subscriptions.resume' && parameters !== undefined)
      await connection.attempt(callOf('subscriptions.pause', inputs));
    await connection.attempt(callOf(operation, inputs));
    hits.push(...account.hits);
  }
  return hits;
}

/** What the judge says to a request: nothing, if it is as the description says. */
async function violation(mock: StripeMock, { method, url, body }: Hit): Promise<string | undefined> {
  const response = await fetch(`${mock.url}${url}`, {
    method,
    headers: {
      authorization: 'Bearer sk_test_123',
      ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(body === '' ? {} : { body }),
  });
  return response.status === 200 ? undefined : `${method} ${url} ${body}: ${await response.text()}`;
}

const when = whyNoStripeMock === undefined ? describe : describe.skip;

when(`Stripe’s description${whyNoStripeMock === undefined ? '' : ` (${whyNoStripeMock})`}`, () => {
  let mock: StripeMock;
  beforeAll(async () => {
    mock = await startStripeMock();
  });
  afterAll(async () => {
    await mock[Symbol.asyncDispose]();
  });

  test('has every operation to judge', () => {
    expect(Object.keys(asked).sort()).toEqual([...connected(mock.url).bindings.keys()].sort());
  });

  test('refuses what is not in it', async () => {
    const hit = { method: 'POST', url: '/v1/refunds', headers: {}, body: 'payment_intent=pi_1&sum=5' };
    expect(await violation(mock, hit)).toContain('sum');
  });

  test.each(Object.keys(asked))('takes all that %s sends', async (operation) => {
    const hits = await sentBy(operation);
    const said = await Promise.all(hits.map((hit) => violation(mock, hit)));
    expect(said.filter((one) => one !== undefined)).toEqual([]);
    expect(hits.length).toBeGreaterThanOrEqual(asked[operation]?.length ?? 1);
  });

  test('takes what is sent to find the payment of a customer', async () => {
    const order = { ref: 'o1', number: '1', customerEmail: 'li.na@example.org', amount: eur(3300) };
    for (const operation of Object.keys(asked).filter((name) => name.startsWith('payments.'))) {
      const hits = await sentBy(operation, '{ foundBy: customer }', { order });
      expect(hits.some(({ url }) => url.includes('cus_3'))).toBe(!operation.endsWith('.outcome'));
      const said = await Promise.all(hits.map((hit) => violation(mock, hit)));
      expect(said.filter((one) => one !== undefined)).toEqual([]);
    }
  });

  test('of what is in preview takes the pause of a whole subscription, and its end', async () => {
    await using preview = await startStripeMock(true);
    for (const operation of ['subscriptions.pause', 'subscriptions.resume']) {
      const hits = await sentBy(operation, '{ freeze: flexible }');
      expect(hits.some(({ url }) => url.endsWith('/pause'))).toBe(true);
      const said = await Promise.all(hits.map((hit) => violation(preview, hit)));
      expect(said.filter((one) => one !== undefined)).toEqual([]);
    }
  });

  test('has examples that each operation reads or names as none of its own', async () => {
    const connection = connected(mock.url);
    for (const [operation, inputs] of Object.entries(asked)) {
      const came = await connection.attempt(callOf(operation, inputs[0] ?? {}));
      expect([operation, came.is]).toEqual([
        operation,
        expect.stringMatching(/^(done|refused|accepted|later|unsent|unclear)$/),
      ]);
    }
  });
});
