/** Each write of the connectors for Salesforce whose answer is lost after the site has acted, and attempts that overlap. */
import { describe, expect, test } from 'vitest';
import { orderOf } from '../calls.js';
import { siteForEach } from './connected.js';

const opened = siteForEach();
const { call } = opened;

const lose = (method: string, times = 1): void => {
  Object.assign(opened.site.cut, { method, times });
};
const writes = (): number => opened.site.said.filter(({ hit }) => hit.method !== 'GET').length;
const address = { name: 'Bo Ek', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };

describe('of a cancellation', () => {
  test('the state tells, and a second putting that is refused with 409 proves nothing', async () => {
    const inputs = { order: await orderOf(call, '00000401'), reason: 'changed_mind' };
    expect(await call('orders.cancel.happened', inputs)).toMatchObject({ result: 'not_happened' });
    lose('PUT');
    expect(await call('orders.cancel', inputs)).toMatchObject({ is: 'unclear' });
    expect(await call('orders.cancel.happened', inputs)).toMatchObject({ is: 'done', result: 'happened' });
    const again = await call('orders.cancel', inputs, { repeated: true });
    expect(again).not.toMatchObject({ is: 'done' });
    expect(again).not.toHaveProperty('proves');
    expect(writes()).toBe(1);
  });

  test('409 of a state that changed meanwhile is a refusal, and the state is read after it', async () => {
    const inputs = { order: await orderOf(call, '00000410'), reason: 'changed_mind' };
    lose('PUT');
    expect(await call('orders.cancel', inputs)).toMatchObject({ is: 'unclear' });
    expect(await call('orders.cancel.happened', inputs)).toMatchObject({ result: 'not_happened' });
    const again = await call('orders.cancel', inputs, { repeated: true });
    expect(again).toMatchObject({ is: 'refused', code: 'not_cancellable' });
    expect(again).not.toHaveProperty('proves');
  });

  test('of attempts that overlap, those whose gate is closed leave no byte', async () => {
    const inputs = { order: await orderOf(call, '00000401'), reason: 'changed_mind' };
    let passed = 0;
    const gate = (): Promise<boolean> => Promise.resolve((passed += 1) === 1);
    const came = await Promise.all([1, 2, 3].map(() => call('orders.cancel', inputs, { gate })));
    expect(came.map(({ is }) => is).toSorted()).toEqual(['done', 'unsent', 'unsent']);
    expect(writes()).toBe(1);
  });
});

test('of an address it is put again, and is the same', async () => {
  const inputs = { order: await orderOf(call, '00000401'), address };
  lose('PUT');
  expect(await call('orders.change_address', inputs)).toMatchObject({ is: 'unclear' });
  expect(await call('orders.change_address', inputs, { repeated: true })).toMatchObject({ is: 'done' });
  expect(await orderOf(call, '00000401')).toMatchObject({ shippingAddress: address });
});
