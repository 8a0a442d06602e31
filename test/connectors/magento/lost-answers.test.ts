/** Each write of the connector for Magento whose answer is lost after the shop has acted, and attempts that overlap. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contracts/json.js';
import { type MagentoShop, startMagento } from '../../peers/magento/start.js';
import { type Call, callsOf, orderOf } from '../calls.js';
import { connected } from './connected.js';

let shop: MagentoShop;
let call: Call;
beforeEach(async () => {
  shop = await startMagento({ commerce: true });
  call = callsOf(connected(shop));
});
afterEach(async () => {
  await shop[Symbol.asyncDispose]();
});

const order = (number: string): Promise<JsonObject> => orderOf(call, number);
const lose = (method: string, times = 1): void => {
  Object.assign(shop.cut, { method, times });
};
const address = { name: 'Bo Ek', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };

describe('the answer is lost, and the shop is asked', () => {
  test('of a refund: its credit memo is found by the key in it, and no other refund is taken for it', async () => {
    const inputs = {
      order: await order('000000101'),
      amount: { minor: 500, currency: 'EUR' },
      reason: 'late',
    };
    await call('payments.refund', inputs, { idempotencyKey: 'earlier' });
    expect(await call('payments.refund.happened', inputs)).toMatchObject({ result: 'not_happened' });
    lose('POST');
    expect(await call('payments.refund', inputs)).toMatchObject({ is: 'unclear' });
    expect(await call('payments.refund.happened', inputs)).toMatchObject({ is: 'done', result: 'happened' });
    expect(shop.book.creditmemos).toHaveLength(2);
  });

  test('of a refund that was sent again: its refusal proves nothing', async () => {
    const inputs = {
      order: await order('000000101'),
      amount: { minor: 9390, currency: 'EUR' },
      reason: 'late',
    };
    lose('POST');
    await call('payments.refund', inputs);
    const again = await call('payments.refund', inputs, { repeated: true });
    expect(again).toMatchObject({ is: 'refused', code: 'not_refundable' });
    expect(again).not.toHaveProperty('proves');
    expect(await call('payments.refund.happened', inputs)).toMatchObject({ result: 'happened' });
    expect(shop.book.creditmemos).toHaveLength(1);
  });

  test('of a cancellation, which the shop would not confirm a second time', async () => {
    const inputs = { order: await order('000000103'), reason: 'changed_mind' };
    expect(await call('orders.cancel.happened', inputs)).toMatchObject({ result: 'not_happened' });
    lose('POST');
    expect(await call('orders.cancel', inputs)).toMatchObject({ is: 'unclear' });
    expect(await call('orders.cancel.happened', inputs)).toMatchObject({ is: 'done', result: 'happened' });
    expect(await call('orders.cancel', inputs, { repeated: true })).toMatchObject({ is: 'unclear' });
  });

  test('of a note: found by its text and key', async () => {
    const inputs = { order: await order('000000101'), text: 'Called.' };
    await call('orders.add_note', inputs, { idempotencyKey: 'earlier' });
    expect(await call('orders.add_note.happened', inputs)).toMatchObject({ result: 'not_happened' });
    lose('POST');
    expect(await call('orders.add_note', inputs)).toMatchObject({ is: 'unclear' });
    expect(await call('orders.add_note.happened', inputs)).toMatchObject({ is: 'done', result: 'happened' });
    expect(shop.book.comments).toHaveLength(2);
  });
});

test('of an address it is sent again, and is the same', async () => {
  const inputs = { order: await order('000000101'), address };
  lose('PUT');
  expect(await call('orders.change_address', inputs)).toMatchObject({ is: 'unclear' });
  expect(await call('orders.change_address', inputs, { repeated: true })).toMatchObject({ is: 'done' });
  expect(await order('000000101')).toMatchObject({ shippingAddress: address });
});

test('of a return nobody can tell', async () => {
  const lines = [{ line: '21', name: 'KIT', quantity: 1 }];
  lose('POST');
  const connection = connected(shop);
  const inputs = { order: await order('000000102'), lines, reason: 'damaged' };
  // What is unclear and cannot be asked for is unknown.
  expect(connection.bindings.get('returns.create')?.idempotency).toEqual({ kind: 'none' });
  expect(await callsOf(connection)('returns.create', inputs)).toMatchObject({ is: 'unclear' });
});

test('of attempts that overlap, those whose gate is closed leave no byte', async () => {
  const inputs = { order: await order('000000101'), amount: { minor: 500, currency: 'EUR' }, reason: 'late' };
  let passed = 0;
  const gate = (): Promise<boolean> => Promise.resolve((passed += 1) === 1);
  const came = await Promise.all([1, 2, 3].map(() => call('payments.refund', inputs, { gate })));
  expect(came.map(({ is }) => is).toSorted()).toEqual(['done', 'unsent', 'unsent']);
  expect(shop.book.creditmemos).toHaveLength(1);
});
