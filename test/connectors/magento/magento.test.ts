/** The connector for Magento at a shop that behaves like one: what it asks is signed, what it is told becomes business fields. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contracts/json.js';
import { type MagentoShop, startMagento } from '../../peers/magento/start.js';
import { type Call, callsOf, orderOf } from '../calls.js';
import { connected } from './connected.js';

let shop: MagentoShop;
let call: Call;
const open = async (commerce = false): Promise<void> => {
  shop = await startMagento({ commerce });
  call = callsOf(connected(shop));
};
beforeEach(() => open());
afterEach(async () => {
  await shop[Symbol.asyncDispose]();
});

const eur = (minor: number): JsonObject => ({ minor, currency: 'EUR' });
const row = (id: number) => shop.book.orders[id - 1]!;

describe('an order', () => {
  test('is found by its number with all its zeros, and by no other', async () => {
    expect(await orderOf(call, '000000101')).toMatchObject({
      ...{ ref: '1', number: '000000101', customerRef: '71', customerEmail: 'anna@example.com' },
      ...{ customerName: 'Anna Maria Kranz', status: 'open', statusText: 'processing', amount: eur(9390) },
      ...{ createdAt: Date.parse('2026-10-01T09:30:00Z'), shipments: [] },
      shippingAddress: {
        street: 'Gartenweg 3, Hinterhaus',
        postcode: '80331',
        city: 'München',
        state: 'BAY',
        country: 'DE',
      },
    });
    for (const number of ['101', '1', '0', '000000101,000000102', "' OR 1=1"])
      expect(await call('orders.get', { number })).toMatchObject({ is: 'done', result: 'not_found' });
  });

  test('has the rows that were bought: the configured one with its variant, the bundle without its parts', async () => {
    const { lines } = await orderOf(call, '000000101');
    expect(lines).toMatchObject([
      { ref: '11', name: 'JACKET M RED', variant: 'JACKET M RED', quantity: 1, price: eur(8900) },
    ]);
    const { lines: bundle } = await orderOf(call, '000000102');
    expect(bundle).toEqual([
      {
        ...{ ref: '21', name: 'KIT', sku: 'KIT', quantity: 1, price: eur(12000), total: eur(10000) },
        trackingNumber: '0034101',
      },
    ]);
  });

  test('has a parcel for each number of each shipment, and none without a number', async () => {
    expect(await orderOf(call, '000000102')).toMatchObject({
      ...{ status: 'shipped', shippedAt: Date.parse('2026-10-12T09:30:00Z') },
      shipments: [
        { ref: '120', carrier: 'DHL', trackingNumber: '0034101' },
        { ref: '121', carrier: 'DHL', trackingNumber: '0034102' },
        { ref: '140', carrier: 'Hermes', trackingNumber: 'H-7' },
      ],
    });
    expect(await orderOf(call, '000000108')).toMatchObject({ status: 'partly_shipped', shipments: [] });
  });

  test.each([
    ['000000103', 'open'],
    ['000000104', 'cancelled'],
    ['000000109', 'delivered'],
  ])('%s is %s', async (number, status) => {
    expect(await orderOf(call, number)).toMatchObject({ status });
  });

  test('that is shipped and not yet invoiced is shipped, not complete', async () => {
    const items = row(8)['items'] as JsonObject[];
    Object.assign(items[1]!, { qty_shipped: 1 });
    expect(await orderOf(call, '000000108')).toMatchObject({ status: 'shipped' });
  });

  test('is listed with the others of its customer, newest first, each with its own parcels', async () => {
    const came = await call('orders.find', { email: 'anna@example.com' });
    expect(came).toMatchObject({
      result: 'found',
      outputs: {
        orders: [
          { number: '000000102', shipments: [{}, {}, { trackingNumber: 'H-7' }] },
          { number: '000000101', shipments: [] },
        ],
      },
    });
    expect(await call('orders.find', { email: 'nobody+x@example.com' })).toMatchObject({ result: 'none' });
  });
});

describe('a cancellation', () => {
  const cancel = async (number: string) =>
    call('orders.cancel', { order: await orderOf(call, number), reason: 'changed_mind' });

  test('is done where the shop says true', async () => {
    expect(await cancel('000000103')).toMatchObject({ is: 'done', result: 'done' });
    expect(await orderOf(call, '000000103')).toMatchObject({ status: 'cancelled' });
  });

  test.each([
    ['false under 200, of what is paid', '000000101', 'not_cancellable'],
    ['its state', '000000104', 'already_cancelled'],
    ['its state', '000000102', 'already_shipped'],
    ['a row of it', '000000108', 'partly_shipped'],
  ])('is refused by %s (%s): %s', async (_, number, code) => {
    expect(await cancel(number)).toMatchObject({ is: 'refused', code });
  });
});

describe('an address', () => {
  const address = {
    name: 'Jörg von der Heide',
    street: 'Weg 2',
    postcode: '10115',
    city: 'Berlin',
    country: 'DE',
  };
  const change = async (number: string, to: JsonObject = address) =>
    call('orders.change_address', { order: await orderOf(call, number), address: to });

  test('is the shop’s in two names, and leaves nothing of the old place behind', async () => {
    expect(await change('000000101')).toMatchObject({ is: 'done', result: 'done' });
    const put = shop.hits.find(({ method }) => method === 'PUT');
    expect(JSON.parse(put?.body ?? '')).toMatchObject({
      entity: {
        ...{ entity_id: 11, parent_id: 1, firstname: 'Jörg von der', lastname: 'Heide', telephone: '089 1' },
        ...{ region: '', region_code: '', region_id: 0, email: 'anna@example.com' },
      },
    });
    expect(await orderOf(call, '000000101')).toMatchObject({ shippingAddress: address });
    expect(await change('000000101', { ...address, name: ' Björk ' })).toMatchObject({ is: 'done' });
    expect(await orderOf(call, '000000101')).toMatchObject({ shippingAddress: { name: '- Björk' } });
    const abroad = { ...address, city: 'Austin', state: 'TX', country: 'US' };
    expect(await change('000000101', abroad)).toMatchObject({ is: 'done' });
    expect(await orderOf(call, '000000101')).toMatchObject({ shippingAddress: abroad });
  });

  test('is refused in the shop’s words, with their values in place', async () => {
    const { name, ...nameless } = address;
    expect(name).not.toBe('');
    expect(await change('000000101', nameless)).toMatchObject({
      ...{ is: 'refused', code: 'address_invalid', message: '"lastname" is required. Enter and try again.' },
    });
    expect(await change('000000108')).toMatchObject({ is: 'refused', code: 'already_shipped' });
    expect(await change('000000104')).toMatchObject({ is: 'refused', code: 'already_cancelled' });
  });
});

describe('money', () => {
  const pay = async (number: string, amount: JsonObject, idempotencyKey = 'k1') =>
    call(
      'payments.refund',
      { order: await orderOf(call, number), amount, reason: 'damaged' },
      { idempotencyKey },
    );
  const quote = async (number: string) =>
    call('payments.quote_refund', { order: await orderOf(call, number) });

  test('goes back online and in part, without a line, and quote and list follow', async () => {
    expect(await quote('000000101')).toMatchObject({ result: 'refundable', outputs: { amount: eur(9390) } });
    expect(await pay('000000101', eur(1234))).toEqual({
      ...{ is: 'done', result: 'done', outputs: { refundRef: '900' } },
    });
    const sent = shop.hits.find(({ url }) => url.endsWith('/V1/invoice/1/refund'));
    expect(JSON.parse(sent?.body ?? '')).toMatchObject({
      ...{ isOnline: true, items: [{ order_item_id: 11, qty: 0 }] },
      arguments: { shipping_amount: 0, adjustment_positive: 12.34, adjustment_negative: 0 },
    });
    expect(await quote('000000101')).toMatchObject({ outputs: { amount: eur(8156), refunded: eur(1234) } });
    const { order } = { order: await orderOf(call, '000000101') };
    expect(await call('payments.refund_status', { order })).toMatchObject({
      outputs: { refunds: [{ ref: '900', status: 'done', amount: eur(1234) }] },
    });
  });

  test('of which all has gone back is nothing left, and the order is refunded', async () => {
    await pay('000000101', eur(9390));
    expect(await quote('000000101')).toMatchObject({ result: 'already_refunded' });
    expect(await orderOf(call, '000000101')).toMatchObject({ status: 'refunded' });
    expect(await pay('000000101', eur(100), 'k2')).toMatchObject({
      ...{ is: 'refused', code: 'not_refundable', message: expect.stringContaining('refund is 0.00.') },
    });
  });

  test.each([
    ['000000103', 'not_refundable', 'not_refundable_yet'],
    ['000000105', 'several_payments', 'refundable'],
    // Paid by transfer: only people can pay it back.
    ['000000106', 'not_refundable', 'nothing_left'],
    // Paid in another currency than that of the shop.
    ['000000107', 'not_refundable', 'nothing_left'],
  ])('of order %s is refused as %s, and offered as %s', async (number, code, result) => {
    expect(await pay(number, eur(100))).toMatchObject({ is: 'refused', code });
    expect(await quote(number)).toMatchObject({ is: 'done', result });
    expect(shop.book.creditmemos).toEqual([]);
  });

  test('that people book offline is in the list, and nobody is told that it is on its way', async () => {
    const memo = { order_id: 6, state: 2, order_currency_code: 'EUR', created_at: '2026-11-02 08:00:00' };
    shop.book.creditmemos.push(
      ...[
        { ...memo, entity_id: 1, grand_total: 5 },
        { ...memo, entity_id: 2, grand_total: 5, state: 3 },
      ],
    );
    const order = await orderOf(call, '000000106');
    expect(await call('payments.refund_status', { order })).toMatchObject({
      outputs: { refunds: [{ status: 'other' }, { status: 'cancelled' }] },
    });
  });
});

describe('returns', () => {
  const make = async () =>
    call('returns.create', {
      order: await orderOf(call, '000000102'),
      lines: [{ line: '21', name: 'KIT', quantity: 1 }],
      reason: 'damaged',
    });
  const find = async () => call('returns.find', { order: await orderOf(call, '000000102') });

  test('are those of Adobe Commerce', async () => {
    await shop[Symbol.asyncDispose]();
    await open(true);
    expect(await find()).toMatchObject({ is: 'done', result: 'none' });
    expect(await make()).toMatchObject({ is: 'done', outputs: { returnRef: '40' } });
    expect(await find()).toMatchObject({
      outputs: {
        returns: [
          { ref: '40', number: '000000040', status: 'requested', lines: [{ name: 'KIT', quantity: 1 }] },
        ],
      },
    });
  });

  test('are none where the shop is Open Source, and none is made', async () => {
    expect(await find()).toMatchObject({ is: 'done', result: 'none' });
    expect(await make()).toMatchObject({ is: 'refused', code: 'not_returnable' });
  });
});

test('a note is written down for the shop’s people alone', async () => {
  const order = await orderOf(call, '000000101');
  expect(await call('orders.add_note', { order, text: 'Called: <b>5 % off</b>' })).toMatchObject({
    is: 'done',
  });
  expect(shop.book.comments).toMatchObject([
    { comment: 'Called: <b>5 % off</b> (k1)', is_visible_on_front: 0, is_customer_notified: 0, parent_id: 1 },
  ]);
});

test('a token alone is enough where the shop allows it, and a wrong one is told as such', async () => {
  const bearer = (secret: string) =>
    callsOf(connected(shop, `{ scheme: bearer, token: "\${secret.${secret}}" }`));
  expect(await bearer('TOKEN')('orders.get', { number: '000000101' })).toMatchObject({ result: 'found' });
  expect(await bearer('TOKEN_SECRET')('orders.get', { number: '000000101' })).toMatchObject({
    ...{ is: 'later', code: 'unauthorized' },
  });
});
