/** The connector for Stripe against an account that remembers: what each operation does there, and what it is told. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contracts/json.js';
import { accountForEach, connected } from './connected.js';

const opened = accountForEach();
const { call } = opened;
const order = (number: string) => ({ order: { ref: 'o1', number } });
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const refund = (number: string, minor = 1000) => ({
  ...order(number),
  amount: eur(minor),
  reason: 'damaged',
});
const subscription = { ref: 'sub_1', number: 'sub_1' };
const plan = { ref: 'price_2', name: 'Coffee price_2', price: eur(1690) };

describe('a quote of a refund', () => {
  test('is what was taken and has not gone back', async () => {
    expect(await call('payments.quote_refund', order('1001'))).toMatchObject({
      result: 'refundable',
      outputs: { amount: eur(4990), refunded: eur(0) },
    });
    await call('payments.refund', refund('1001'));
    expect(await call('payments.quote_refund', order('1001'))).toMatchObject({
      outputs: { amount: eur(3990), refunded: eur(1000) },
    });
  });

  test.each([
    ['1002', 'not_refundable_yet'],
    ['1004', 'nothing_left'],
    ['9', 'nothing_left'],
  ])('of order %s is %s', async (number, result) => {
    expect(await call('payments.quote_refund', order(number))).toMatchObject({ is: 'done', result });
  });

  test('of a fraction of a króna is none', async () => {
    opened.account.book.payments[0]!.currency = 'isk';
    expect(await call('payments.quote_refund', order('1001'))).toMatchObject({ is: 'later' });
  });
});

describe('a refund', () => {
  test('says the payment, the amount and our key', async () => {
    expect(await call('payments.refund', refund('1001'))).toEqual({
      ...{ is: 'done', result: 'done', outputs: { refundRef: 're_1' } },
    });
    expect(opened.account.book.refunds).toMatchObject([
      {
        ...{ payment_intent: 'pi_1', amount: 1000, currency: 'eur' },
        metadata: { orderly_key: 'k1', order_id: '1001', reason: 'damaged' },
      },
    ]);
  });

  test.each([
    ['1001', 9000, 'amount_too_high'],
    ['1003', 500, 'several_payments'],
    ['1002', 500, 'not_refundable'],
    ['1004', 500, 'not_refundable'],
  ])('of order %s by %i is %s', async (number, minor, code) => {
    expect(await call('payments.refund', refund(number, minor))).toMatchObject({ is: 'refused', code });
    expect(opened.account.book.refunds).toEqual([]);
  });

  test('beyond all that is left is refused for certain, also when it is sent again', async () => {
    await call('payments.refund', refund('1001', 4990));
    const again = { idempotencyKey: 'k2', repeated: true };
    expect(await call('payments.refund', refund('1001', 1), again)).toMatchObject({
      ...{ is: 'refused', code: 'already_refunded', proves: 'nothing_happened' },
    });
  });

  test.each(['pending', 'requires_action'])(
    'that is %s is accepted, and followed to its end',
    async (status) => {
      opened.account.book.refundStatus = status;
      const accepted = await call('payments.refund', refund('1001'));
      expect(accepted).toEqual({ is: 'accepted', reference: 're_1' });
      const ask = () =>
        call('payments.refund.outcome', refund('1001'), { purpose: 'settle', reference: 're_1' });
      expect(await ask()).toMatchObject({ result: 'pending' });
      const [made] = opened.account.book.refunds;
      Object.assign(made!, { status: 'failed', failure_reason: 'expired_or_canceled_card' });
      expect(await ask()).toMatchObject({ result: 'refused', outputs: { code: 'expired_or_canceled_card' } });
      Object.assign(made!, { status: 'canceled', failure_reason: undefined });
      expect(await ask()).toMatchObject({ result: 'refused', outputs: { code: 'not_refundable' } });
      made!.status = 'succeeded';
      expect(await ask()).toMatchObject({ result: 'done', outputs: { refundRef: 're_1' } });
    },
  );

  test.each(['failed', 'canceled'])('that is %s at once is refused', async (status) => {
    opened.account.book.refundStatus = status;
    expect(await call('payments.refund', refund('1001'))).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable', proves: 'nothing_happened' },
    });
  });

  test('is listed with its status, of all payments of the order', async () => {
    await call('payments.refund', refund('1001', 100));
    opened.account.book.refundStatus = 'pending';
    await call('payments.refund', refund('1001', 200), { idempotencyKey: 'k2' });
    expect(await call('payments.refund_status', order('1001'))).toMatchObject({
      outputs: {
        refunds: [
          { ref: 're_2', amount: eur(200), status: 'pending' },
          { ref: 're_1', amount: eur(100), status: 'done', createdAt: expect.any(Number) },
        ],
      },
    });
    expect(await call('payments.refund_status', order('1003'))).toMatchObject({ result: 'none' });
    expect(await call('payments.refund_status', order('9'))).toMatchObject({ result: 'none' });
  });
});

describe('where payments have no number, that of the customer', () => {
  const by = (email: string, minor: number) => ({
    order: { ref: 'o1', number: 'A-1', customerEmail: email, amount: eur(minor) },
  });
  const li = 'li.na@example.org';
  const asked = (operation: string, inputs: JsonObject) =>
    connected(opened.account.url, '{ foundBy: customer }').attempt({
      ...{ operation, inputs, idempotencyKey: 'k1' },
    });

  test('with the amount of the order is quoted, paid back, found again and listed', async () => {
    const inputs = { ...by(li, 3300), amount: eur(1000), reason: 'damaged' };
    expect(await asked('payments.quote_refund', inputs)).toMatchObject({
      ...{ result: 'refundable', outputs: { amount: eur(3300) } },
    });
    expect(await asked('payments.refund.happened', inputs)).toMatchObject({ result: 'not_happened' });
    expect(await asked('payments.refund', inputs)).toMatchObject({ is: 'done' });
    expect(opened.account.book.refunds).toMatchObject([{ payment_intent: 'pi_8', amount: 1000 }]);
    expect(await asked('payments.refund.happened', inputs)).toMatchObject({ result: 'happened' });
    expect(await asked('payments.refund_status', inputs)).toMatchObject({
      outputs: { refunds: [{ ref: 're_1', amount: eur(1000) }] },
    });
  });

  test.each([
    ['of which there are two', by(li, 1200)],
    ['of another amount', by(li, 3301)],
    ['in another currency', { order: { ...by(li, 3300).order, amount: { minor: 3300, currency: 'USD' } } }],
    ['of an e-mail with two customers', by('anna@example.com', 3300)],
    ['of an e-mail that Stripe does not know', by('nobody@example.com', 3300)],
  ])('%s is nobody’s: nothing is quoted, and nothing paid back', async (_, inputs) => {
    expect(await asked('payments.quote_refund', inputs)).toMatchObject({
      is: 'done',
      result: 'nothing_left',
    });
    expect(await asked('payments.refund_status', inputs)).toMatchObject({ result: 'none' });
    const refund = await asked('payments.refund', { ...inputs, amount: eur(100), reason: 'damaged' });
    expect(refund.is).not.toBe('done');
    expect(opened.account.book.refunds).toEqual([]);
  });
});

describe('a failure that Stripe keeps for the key', () => {
  test.each(['kept_before', 'kept_after'] as const)('%s is final, and the list tells', async (fault) => {
    opened.account.next.push(fault);
    const first = await call('payments.refund', refund('1001'));
    const second = await call('payments.refund', refund('1001'), { repeated: true });
    for (const came of [first, second])
      expect(came).toMatchObject({ is: 'unclear', code: 'system_error', final: true });
    expect(opened.account.book.refunds).toHaveLength(fault === 'kept_before' ? 0 : 1);
    const asked = await call('payments.refund.happened', refund('1001'), { purpose: 'look_up' });
    expect(asked).toMatchObject({
      is: 'done',
      result: fault === 'kept_before' ? 'not_happened' : 'happened',
    });
  });

  test('is not ours if it was another’s refund, or one that has failed', async () => {
    await call('payments.refund', refund('1001'), { idempotencyKey: 'k2' });
    expect(await call('payments.refund.happened', refund('1001'))).toMatchObject({ result: 'not_happened' });
    opened.account.book.refundStatus = 'failed';
    await call('payments.refund', refund('1001'));
    expect(await call('payments.refund.happened', refund('1001'))).toMatchObject({ result: 'not_happened' });
  });
});

const sent = { subscription, at: 'now', reason: 'moved' };
const lost: readonly (readonly [operation: string, inputs: JsonObject])[] = [
  ['payments.refund', refund('1001')],
  ['subscriptions.refund', { subscription, amount: eur(500), charge: 'pi_7', reason: 'other' }],
  ['subscriptions.change', { subscription, plan, amount: eur(1690), due: eur(350) }],
  ['subscriptions.cancel', sent],
  ['subscriptions.cancel', { ...sent, at: 'period_end' }],
  ['subscriptions.pause', { subscription }],
  ['subscriptions.pause', { subscription, until: '2026-12-24' }],
];

describe('a write whose answer was lost', () => {
  test.each(lost)('%s of %j is found by its look-up, and done once', async (operation, inputs) => {
    const happened = `${operation}.happened`;
    expect(await call(happened, inputs, { purpose: 'look_up' })).toMatchObject({ result: 'not_happened' });
    opened.account.next.push('cut');
    expect(await call(operation, inputs)).toMatchObject({ is: 'unclear' });
    expect(await call(happened, inputs, { purpose: 'look_up' })).toMatchObject({ result: 'happened' });
    if (opened.connection.bindings.get(operation)?.idempotency.kind !== 'key') return;
    expect(await call(operation, inputs, { repeated: true })).toMatchObject({ is: 'done' });
    expect(opened.account.book.refunds.length).toBe(operation.endsWith('refund') ? 1 : 0);
  });

  test.each(lost.filter(([operation]) => operation.endsWith('refund')))(
    '%s of %j is done once by attempts that overlap',
    async (operation, inputs) => {
      const came = await Promise.all([1, 2, 3].map(() => call(operation, inputs, { repeated: true })));
      expect(came.map(({ is }) => is)).toEqual(['done', 'done', 'done']);
      expect(opened.account.book.refunds).toHaveLength(1);
    },
  );

  test('a resumption is found, too', async () => {
    await call('subscriptions.pause', { subscription });
    opened.account.next.push('cut');
    expect(await call('subscriptions.resume', { subscription })).toMatchObject({ is: 'unclear' });
    expect(await call('subscriptions.resume.happened', { subscription })).toMatchObject({
      result: 'happened',
    });
  });
});
