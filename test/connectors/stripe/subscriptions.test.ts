/** The connector for Stripe and subscriptions, against an account that remembers. */
import { describe, expect, test } from 'vitest';
import { period } from '../../peers/stripe/book.js';
import { accountForEach, connected } from './connected.js';

const opened = accountForEach();
const { call } = opened;
const eur = (minor: number) => ({ minor, currency: 'EUR' });
const subscription = { ref: 'sub_1', number: 'sub_1' };
const plan = { ref: 'price_2', name: 'Coffee price_2', price: eur(1690) };

describe('a subscription', () => {
  test('is read by its number, with all that customers ask for', async () => {
    expect(await call('subscriptions.get', { number: 'sub_1' })).toMatchObject({
      result: 'found',
      outputs: {
        subscription: {
          ...{ ref: 'sub_1', number: 'sub_1', name: 'Coffee price_1', status: 'active', price: eur(990) },
          ...{ customerRef: 'cus_1', customerEmail: 'anna@example.com', customerName: 'Anna Berg' },
          ...{ frequency: { every: 1, unit: 'month' }, nextOrderAt: period.end * 1000 },
          shippingAddress: { street: 'Am Deich 1', postcode: '24103', city: 'Kiel', country: 'DE' },
          products: [
            {
              name: 'Coffee price_1',
              quantity: 1,
              price: eur(990),
              imageUrl: expect.stringContaining('coffee'),
            },
          ],
        },
      },
    });
    expect(await call('subscriptions.get', { number: '4711' })).toMatchObject({ result: 'not_found' });
  });

  test('is found by e-mail at all customers who have it, with those that have ended', async () => {
    expect(await call('subscriptions.find', { email: 'anna@example.com' })).toMatchObject({
      outputs: {
        subscriptions: [
          { ref: 'sub_1', status: 'active' },
          { ref: 'sub_2', status: 'cancelled' },
        ],
      },
    });
    expect(await call('subscriptions.find', { email: 'nobody@example.com' })).toMatchObject({
      result: 'none',
    });
  });

  test('of several pieces has no price of its own', async () => {
    opened.account.book.subscription('sub_1').items[0]!.quantity = 3;
    const came = await call('subscriptions.get', { number: 'sub_1' });
    expect(came).toMatchObject({ outputs: { subscription: { products: [{ quantity: 3 }] } } });
    expect(came).not.toHaveProperty('outputs.subscription.price');
  });

  test.each([
    ['now', 'canceled', null],
    ['period_end', 'active', period.end],
  ])('is ended %s', async (at, status, endsAt) => {
    expect(await call('subscriptions.cancel', { subscription, at, reason: 'moved' })).toMatchObject({
      outputs: { subscription: { status: 'cancelled' } },
    });
    expect(opened.account.book.subscription('sub_1')).toMatchObject({ status, cancel_at: endsAt });
  });

  test('that has ended is not ended again', async () => {
    const ended = { subscription: { ref: 'sub_2' }, at: 'now' };
    expect(await call('subscriptions.cancel', ended)).toMatchObject({
      is: 'refused',
      code: 'already_cancelled',
    });
  });

  test('is paused by leaving out its invoices, and goes on', async () => {
    expect(await call('subscriptions.pause', { subscription, until: '2026-12-24' })).toMatchObject({
      outputs: { subscription: { status: 'paused', pausedUntil: Date.parse('2026-12-24T00:00:00Z') } },
    });
    expect(await call('subscriptions.pause', { subscription })).toMatchObject({ code: 'already_paused' });
    expect(await call('subscriptions.resume', { subscription })).toMatchObject({
      outputs: { subscription: { status: 'active' } },
    });
  });

  test('is frozen wholly where the shop wants that, no end is named and its billing is flexible', async () => {
    opened.connection = connected(opened.account.url, '{ freeze: flexible }');
    const found = opened.account.book.subscription('sub_1');
    await call('subscriptions.pause', { subscription });
    expect(found).toMatchObject({ status: 'paused', pause_collection: null });
    await call('subscriptions.resume', { subscription });
    expect(found.status).toBe('active');
    await call('subscriptions.pause', { subscription, until: '2026-12-24' });
    expect(found).toMatchObject({ status: 'active', pause_collection: { behavior: 'void' } });
    await call('subscriptions.resume', { subscription });
    found.billing_mode.type = 'classic';
    await call('subscriptions.pause', { subscription });
    expect(found).toMatchObject({ status: 'active', pause_collection: { behavior: 'void' } });
  });

  test('can become what the shop has marked, at a price that is known before', async () => {
    expect(await call('subscriptions.plans', { subscription })).toMatchObject({
      outputs: {
        plans: [
          {
            ref: 'price_2',
            name: 'Coffee price_2',
            price: eur(1690),
            frequency: { every: 1, unit: 'month' },
          },
          { ref: 'price_3', price: eur(9900), frequency: { every: 1, unit: 'year' } },
        ],
      },
    });
    expect(await call('subscriptions.quote_change', { subscription, plan })).toMatchObject({
      ...{ result: 'changeable', outputs: { amount: eur(1690), due: eur(350) } },
    });
    const agreed = { subscription, plan, amount: eur(1690), due: eur(350) };
    opened.account.book.cardFails = true;
    expect(await call('subscriptions.change', agreed)).toMatchObject({ code: 'payment_failed' });
    opened.account.book.cardFails = false;
    expect(await call('subscriptions.change', agreed, { idempotencyKey: 'k2' })).toMatchObject({
      outputs: { subscription: { price: eur(1690) } },
    });
  });

  test('of several lines, of several pieces or that has ended is nobody’s to change but the shop’s', async () => {
    opened.account.book.subscription('sub_1').items[0]!.quantity = 2;
    for (const ref of ['sub_1', 'sub_2']) {
      const asked = { subscription: { ref }, plan };
      expect(await call('subscriptions.quote_change', asked)).toMatchObject({ result: 'not_changeable' });
      const agreed = { ...asked, amount: eur(1690) };
      expect(await call('subscriptions.change', agreed)).toMatchObject({ code: 'not_changeable' });
    }
  });

  test('gives back its last invoice, and no more', async () => {
    expect(await call('subscriptions.quote_refund', { subscription })).toMatchObject({
      ...{ result: 'refundable', outputs: { amount: eur(990), charge: 'pi_7', refunded: eur(0) } },
    });
    const back = { subscription, amount: eur(990), charge: 'pi_7', reason: 'other' };
    expect(await call('subscriptions.refund', back)).toMatchObject({ outputs: { refundRef: 're_1' } });
    expect(await call('subscriptions.quote_refund', { subscription })).toMatchObject({
      result: 'already_refunded',
    });
    expect(await call('subscriptions.quote_refund', { subscription: { ref: 'sub_3' } })).toMatchObject({
      result: 'nothing_left',
    });
  });
});
