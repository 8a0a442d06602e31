/** One open money call per order, in whichever conversation it comes (DESIGN §5). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseMoney } from '../../../src/activities/release-reserved-money.js';
import type { Store } from '../../../src/store/store.js';
import { testStore } from '../../support/store.js';
import { askApproval, dear } from './support/approving.js';
import { addOrder, dayMs, makeWorld } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

describe('one money call at a time', () => {
  test('20 at once for one order, from 20 conversations: one payment, the others are told so', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    const runs = Array.from({ length: 20 }, (_, n) => ({ workflowId: `w${n}`, conversation: `c${n}` }));
    const results = await Promise.all(runs.map((run) => world.refund(order, run)));
    const outcomes = results.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'refused' || outcome === 'superseded')).toHaveLength(19);
    expect(world.shop.ledger).toHaveLength(1);
  });

  test('an order that waits for an approval is taken until that is released', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', dear);
    await askApproval(world, order);
    const other = { workflowId: 'w2', conversation: 'c2' };
    expect(await world.refund(order, other)).toEqual({ outcome: 'refused', refusal: { code: 'money_open' } });
    await releaseMoney(world.deps)({ merchant: world.merchant, workflowId: 'w1', step: 'refund', visit: 1 });
    expect((await world.refund(order, other)).outcome).toBe('needs_approval');
  });

  test('a call that was begun is not released', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    world.shop.faults.push('act_and_lose');
    await world.refund(order);
    await releaseMoney(world.deps)({ merchant: world.merchant, workflowId: 'w1', step: 'refund', visit: 1 });
    expect((await world.refund(order, { workflowId: 'w2', conversation: 'c2' })).outcome).toBe('refused');
  });

  test('a refusal by the shop frees the order', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    world.shop.faults.push(409);
    expect(await world.refund(order)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'not_refundable' },
    });
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('done');
  });

  test('a guard that cannot be read delays the call, and ends it as unavailable with the order free', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    const customer = world.voucher({ email: 'mia@example.com' });
    await world.call('get', { inputs: { number: '1001' }, customer });
    world.shop.readStatus = 503;
    expect((await world.refund(order, { customer })).outcome).toBe('not_now');
    expect((await world.refund(order, { customer, scheduledAt: Date.now() - 2 * dayMs })).outcome).toBe(
      'unavailable',
    );
    world.shop.readStatus = undefined;
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('done');
  });
});
