/** Vendure's GraphQL admin-api, which nobody of the product has shaped, connected by YAML alone: test/foreign/vendure. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/connectors/connector.js';
import type { ApprovalIr } from '../../src/contracts/ir.js';
import { orderly } from '../cli/run-cli.js';
import { startVendure, type Vendure, type VendureOrder, whyNoVendure } from '../peers/vendure/start.js';
import { openCall } from '../support/one-call.js';
import { testStore } from '../support/store.js';
import { openLosingProxy } from './support/losing-proxy.js';
import { type ForeignMerchant, openForeign } from './support/merchant.js';

const folder = fileURLToPath(new URL('vendure', import.meta.url));
const why = whyNoVendure();
const when = why === undefined ? describe : describe.skip;

const refund = (minor: number) => ({ amount: { minor, currency: 'USD' }, reason: 'damaged' });

const WITHIN_BAND: ApprovalIr = {
  ...{ notNeededWithin: 'refund.autoApprove', by: 'refund-approver' },
  expires: { ms: 86_400_000 },
};

const STATUS: Readonly<Record<VendureOrder['state'], string>> = {
  authorized: 'open',
  paid: 'open',
  'partly refunded': 'open',
  'partly shipped': 'partly_shipped',
  shipped: 'shipped',
  delivered: 'delivered',
  cancelled: 'cancelled',
};

test('orderly flows check has nothing against the shop on Vendure', async () => {
  const env = { ORDERLY_MERCHANTS: join(folder, '..') };
  expect(await orderly(['flows', 'check', folder], { env })).toMatchObject({ code: 0, stderr: '' });
});

when(`Vendure's admin-api${why === undefined ? '' : ` (${why})`}`, () => {
  let peer: Vendure;
  let shop: ForeignMerchant;
  beforeAll(async () => {
    peer = await startVendure();
    shop = await openForeign('vendure', { VENDURE_URL: peer.url, VENDURE_PASSWORD: peer.password });
  });
  afterAll(async () => {
    await peer[Symbol.asyncDispose]();
  });
  const of = (state: VendureOrder['state'], method: VendureOrder['method'] = 'card'): VendureOrder => {
    const found = peer.orders.find((order) => order.state === state && order.method === method);
    if (!found) throw new Error(`no order is ${state}`);
    return found;
  };

  test('gives every order by its code, with umlauts, and with its parcel if it has one', async () => {
    for (const { code, id, email, total, state, trackingCode } of peer.orders) {
      const order = await shop.order(code);
      expect(order).toMatchObject({
        ...{ ref: id, number: code, customerEmail: email, status: STATUS[state] },
        // Of a cancelled order only the shipping is left.
        ...(state === 'cancelled' ? {} : { amount: { minor: total, currency: 'USD' } }),
        shippingAddress: { street: 'Hauptstraße 1', city: 'Köln', postcode: '50667', country: 'DE' },
      });
      expect(order.shipments.map(({ trackingNumber }) => trackingNumber)).toEqual(
        trackingCode === null ? [] : [trackingCode],
      );
      expect(order.lines.length).toBeGreaterThan(0);
      const sent = order.lines.filter(({ trackingNumber }) => trackingNumber === trackingCode).length;
      if (state === 'partly shipped') expect(sent).toBe(1);
      else if (trackingCode !== null) expect(sent).toBe(order.lines.length);
    }
    expect(shop.events.filter(({ kind }) => kind === 'wrong_shape')).toEqual([]);
  });

  test('gives every order of every customer over pages, and of nobody else', async () => {
    for (const email of new Set(peer.orders.map((order) => order.email))) {
      const theirs = peer.orders.filter((order) => order.email === email);
      const found = await shop.orders(email);
      expect(found.map(({ number }) => number).sort()).toEqual(theirs.map(({ code }) => code).sort());
    }
    const none = await shop.attempt('orders.find', { email: 'nobody@example.com' });
    expect(none).toMatchObject({ is: 'done', result: 'none' });
  });

  test('does not find a code that is not there, lacks its zeros, or is no code', async () => {
    for (const number of ['NW-999999', 'NW-1', '000001', '" } }) { items { id } } }', '%'])
      expect([number, await shop.attempt('orders.get', { number })]).toMatchObject([
        number,
        { is: 'done', result: 'not_found' },
      ]);
  });

  test('pays back once, tells what is left, and refuses more', async () => {
    const { code, total } = of('delivered');
    const order = await shop.order(code);
    const before = (await peer.ledger()).refunds;
    const quote = await shop.attempt('payments.quote_refund', { order });
    expect(quote).toMatchObject({ outputs: { amount: { minor: total, currency: 'USD' } } });
    const high = await shop.attempt('payments.refund', { order, ...refund(total + 1) });
    expect(high).toMatchObject({ is: 'refused', code: 'amount_too_high' });
    expect((await shop.attempt('payments.refund', { order, ...refund(1000) })).is).toBe('done');
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      outputs: { amount: { minor: total - 1000 } },
    });
    expect((await shop.attempt('payments.refund', { order, ...refund(total - 1000) })).is).toBe('done');
    expect(await shop.attempt('payments.quote_refund', { order })).toMatchObject({
      result: 'already_refunded',
    });
    const { refunds } = await peer.ledger();
    expect(refunds.slice(before.length).map(({ order, amount }) => [order, amount])).toEqual([
      [code, 1000],
      [code, total - 1000],
    ]);
  });

  test('pays back once however often it is asked, also where the answer was lost', async () => {
    await using proxy = await openLosingProxy(peer.url);
    await using store = await testStore();
    const { merchant } = await openForeign('vendure', {
      ...{ VENDURE_URL: proxy.url, VENDURE_PASSWORD: peer.password },
    });
    for (const [lost, state] of [
      [0, 'shipped'],
      [1, 'partly shipped'],
    ] as const) {
      const { code, email } = of(state);
      const order = await shop.order(code);
      const before = (await peer.ledger()).refunds.length;
      const run = await openCall({
        ...{ merchant, store },
        step: { operation: 'payments.refund', effect: 'money', approval: WITHIN_BAND },
        command: { inputs: { order, ...refund(700) }, facts: { email }, confirmed: 'customer' },
        workflowId: code,
      });
      if (lost > 0) proxy.loseAnswerTo('refundOrder(');
      expect(await run.ask()).toMatchObject({ outcome: 'done' });
      expect(await run.ask()).toMatchObject({ outcome: 'done' });
      expect(proxy.lost()).toBe(lost);
      const { refunds } = await peer.ledger();
      expect(refunds.slice(before)).toMatchObject([{ order: code, amount: 700 }]);
    }
  });

  test('knows a refund by its own key, and no other by it', async () => {
    const order = await shop.order(of('paid').code);
    const key = randomUUID();
    const ask = (asked: string): Promise<Attempt> =>
      shop.attempt('vendure.was_refunded', { order, ...refund(100) }, asked);
    expect(await ask(key)).toMatchObject({ is: 'done', result: 'not_happened' });
    expect(await shop.attempt('payments.refund', { order, ...refund(100) }, key)).toMatchObject({
      is: 'done',
    });
    expect(await ask(key)).toMatchObject({ is: 'done', result: 'happened' });
    expect(await ask(randomUUID())).toMatchObject({ is: 'done', result: 'not_happened' });
  });

  test('counts what was paid back before, and has nothing to pay back where nothing is settled', async () => {
    const before = await shop.order(of('partly refunded').code);
    expect(await shop.attempt('payments.quote_refund', { order: before })).toMatchObject({
      outputs: { amount: { minor: of('partly refunded').total - 500 } },
    });
    const authorized = await shop.order(of('authorized', 'bank-transfer').code);
    expect(await shop.attempt('payments.quote_refund', { order: authorized })).toMatchObject({
      result: 'not_refundable_yet',
    });
    expect(await shop.attempt('payments.refund', { order: authorized, ...refund(1) })).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable' },
    });
  });

  test('cancels, knows afterwards that it did, and refuses a second time', async () => {
    const order = await shop.order(of('paid').code);
    expect(await shop.attempt('vendure.was_cancelled', { order })).toMatchObject({ result: 'not_happened' });
    expect(await shop.attempt('vendure.cancel_order', { order })).toMatchObject({
      ...{ is: 'done', outputs: { number: order.number } },
    });
    expect(await shop.attempt('vendure.was_cancelled', { order })).toMatchObject({ result: 'happened' });
    expect((await shop.order(order.number)).status).toBe('cancelled');
    expect((await shop.attempt('vendure.cancel_order', { order })).is).toBe('refused');
  });
});
