/** Medusa's admin API, which nobody of the product has shaped, connected by YAML alone: test/foreign/medusa. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApprovalIr } from '../../src/contracts/ir.js';
import { orderly } from '../cli/run-cli.js';
import { type Medusa, type MedusaOrder, startMedusa, whyNoMedusa } from '../peers/medusa/start.js';
import { notInSample } from '../support/how-much.js';
import { openCall } from '../support/one-call.js';
import { testStore } from '../support/store.js';
import { openLosingProxy } from './support/losing-proxy.js';
import { type ForeignMerchant, openForeign } from './support/merchant.js';

const folder = fileURLToPath(new URL('medusa', import.meta.url));
const why = notInSample ?? whyNoMedusa();
const when = why === undefined ? describe : describe.skip;

const STATUS: Readonly<Record<MedusaOrder['state'], string>> = {
  unpaid: 'open',
  paid: 'open',
  'partly refunded': 'open',
  shipped: 'shipped',
  delivered: 'delivered',
  cancelled: 'cancelled',
};
const WITHIN_BAND: ApprovalIr = {
  ...{ notNeededWithin: 'refund.autoApprove', by: 'refund-approver' },
  expires: { ms: 86_400_000 },
};
const euros = (amount: number) => ({ minor: Math.round(amount * 100), currency: 'EUR' });
const refund = (amount: number) => ({ amount: euros(amount), reason: 'damaged' });

test('orderly flows check has nothing against the shop on Medusa', async () => {
  const env = { ORDERLY_MERCHANTS: join(folder, '..') };
  expect(await orderly(['flows', 'check', folder], { env })).toMatchObject({ code: 0, stderr: '' });
});

when(`Medusa's admin API${why === undefined ? '' : ` (${why})`}`, () => {
  let peer: Medusa;
  let shop: ForeignMerchant;
  beforeAll(async () => {
    peer = await startMedusa();
    shop = await openForeign('medusa', { MEDUSA_URL: peer.url, MEDUSA_KEY: peer.key });
  });
  afterAll(async () => {
    await peer[Symbol.asyncDispose]();
  });
  const of = (state: MedusaOrder['state'], least = 0): MedusaOrder => {
    const found = peer.orders.find((order) => order.state === state && order.total > least);
    if (!found) throw new Error(`no order is ${state}`);
    return found;
  };

  test('gives every order by its number, with amounts, address, lines and parcels', async () => {
    for (const { id, number, email, state, total, items, trackingNumber } of peer.orders) {
      const order = await shop.order(number);
      expect(order).toMatchObject({
        ...{ ref: id, number, customerEmail: email, customerName: 'Mara Vogel', status: STATUS[state] },
        amount: euros(total),
        shippingAddress: { street: 'Hauptstraße 1', city: 'Köln', postcode: '50667', country: 'DE' },
        createdAt: expect.any(Number),
      });
      const byName = (name: string) => order.lines.find((line) => line['name'] === name);
      expect(order.lines.length).toBe(items.length);
      for (const { title, quantity, unit_price } of items)
        expect(byName(title)).toMatchObject({
          ...{ quantity, price: euros(unit_price) },
          ...(trackingNumber === null ? {} : { trackingNumber }),
        });
      expect(order.shipments.map((shipment) => shipment['trackingNumber'])).toEqual(
        trackingNumber === null ? [] : [trackingNumber],
      );
    }
    expect(shop.events.filter(({ kind }) => kind === 'wrong_shape')).toEqual([]);
  });

  test('gives every order of every customer over pages, and of nobody else', async () => {
    for (const email of new Set(peer.orders.map((order) => order.email))) {
      const theirs = peer.orders.filter((order) => order.email === email);
      expect((await shop.orders(email)).map(({ number }) => number).sort()).toEqual(
        theirs.map(({ number }) => number).sort(),
      );
    }
    for (const email of ['nobody@example.com', 'ens@example.com', 'example.com'])
      expect(await shop.attempt('orders.find', { email })).toMatchObject({ is: 'done', result: 'none' });
  });

  test('does not find a number that is not there, or what its search finds elsewhere', async () => {
    for (const number of ['999', '01', '50667', 'Vogel', '%', ''])
      expect([number, await shop.attempt('orders.get', { number })]).toMatchObject([
        number,
        { is: 'done', result: 'not_found' },
      ]);
  });

  test('pays back in parts, tells what is left, and refuses more', async () => {
    const { id, number, total } = of('delivered', 20);
    const order = await shop.order(number);
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      outputs: { amount: euros(total) },
    });
    // Medusa lets a cent too much pass: that much the guard of the operation alone refuses.
    expect(await shop.attempt('payments.refund', { order, ...refund(total + 0.02) })).toMatchObject({
      ...{ is: 'refused', code: 'amount_too_high' },
    });
    expect((await shop.attempt('payments.refund', { order, ...refund(4.19) })).is).toBe('done');
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      outputs: { amount: euros(total - 4.19) },
    });
    expect((await shop.attempt('payments.refund', { order, ...refund(total - 4.19) })).is).toBe('done');
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      result: 'already_refunded',
    });
    expect((await peer.refunds(id)).map((amount) => euros(amount))).toEqual([
      euros(4.19),
      euros(total - 4.19),
    ]);
    expect(await shop.attempt('payments.refund', { order, ...refund(1) })).toMatchObject({
      ...{ is: 'refused', code: 'already_refunded' },
    });
  });

  test('counts what was paid back before, and has nothing to pay back where nothing was paid', async () => {
    const before = of('partly refunded');
    expect(
      await shop.attempt('payments.quote_refund', { order: await shop.order(before.number) }),
    ).toMatchObject({ outputs: { amount: euros(before.total - 5.01) } });
    const order = await shop.order(of('unpaid').number);
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      result: 'not_refundable_yet',
    });
    expect(await shop.attempt('payments.refund', { order, ...refund(1) })).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable' },
    });
  });

  test('pays back once however often it is asked, also where the answer was lost', async () => {
    await using proxy = await openLosingProxy(peer.url);
    await using store = await testStore();
    const { merchant } = await openForeign('medusa', { MEDUSA_URL: proxy.url, MEDUSA_KEY: peer.key });
    for (const [lost, state] of [
      [0, 'shipped'],
      [1, 'paid'],
    ] as const) {
      const { id, number, email } = of(state);
      const order = await shop.order(number);
      const run = await openCall({
        ...{ merchant, store },
        step: { operation: 'payments.refund', effect: 'money', approval: WITHIN_BAND },
        command: { inputs: { order, ...refund(7.1) }, facts: { email }, confirmed: 'customer' },
        workflowId: number,
      });
      if (lost > 0) proxy.loseAnswerTo('/refund');
      expect(await run.ask()).toMatchObject({ outcome: 'done' });
      expect(await run.ask()).toMatchObject({ outcome: 'done' });
      expect(proxy.lost()).toBe(lost);
      expect(await peer.refunds(id)).toEqual([7.1]);
    }
  });
});
