/** What a crash, a reset or a wrong flow can do to a write: never a second payment, never one that nobody allowed. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/store.js';
import { testStore } from '../support/store.js';
import { addOrder, keyed, makeWorld, refundOptions, type World } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const posts = (world: World) => world.shop.requests.filter(({ method }) => method === 'POST');

describe('a crash', () => {
  const crashAt = (world: World, what: 'settle' | 'paid') => {
    const { effects, money } = world.deps.store;
    let crashed = false;
    const once =
      <A extends unknown[], R>(method: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        if (crashed) return method(...args);
        crashed = true;
        throw new Error('killed');
      };
    world.deps.store = {
      ...world.deps.store,
      effects: what === 'settle' ? { ...effects, settle: once(effects.settle.bind(effects)) } : effects,
      money: what === 'paid' ? { ...money, paid: once(money.paid.bind(money)) } : money,
    };
  };

  test.each(['settle', 'paid'] as const)('before %s leaves one refund, and the order free', async (what) => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001', { amount: { minor: 2000, currency: 'EUR' } });
    crashAt(world, what);
    await expect(world.refund(order)).rejects.toThrow('killed');
    expect((await world.refund(order)).outcome).toBe('done');
    expect(world.shop.ledger).toHaveLength(1);
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('superseded');
  });

  test('before the first byte: with a key it is sent, without one nobody can know', async () => {
    for (const [how, outcome, sent] of [
      [keyed, 'done', 1],
      [{ kind: 'none' }, 'unknown', 0],
    ] as const) {
      await using world = await makeWorld(store, how);
      const order = addOrder(world, '1001');
      const { effects } = world.deps.store;
      world.deps.store = {
        ...world.deps.store,
        effects: {
          ...effects,
          begin: (row) => effects.begin(row).then(() => Promise.reject(new Error('killed'))),
        },
      };
      await expect(world.refund(order)).rejects.toThrow('killed');
      world.deps.store = store;
      expect((await world.refund(order)).outcome).toBe(outcome);
      expect(posts(world)).toHaveLength(sent);
    }
  });

  test('a reset of a paid run sends nothing and reads nothing', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    const paid = await world.refund(order);
    const sent = world.shop.requests.length;
    expect(await world.refund(order, { facts: {} })).toEqual(paid);
    expect(world.shop.requests).toHaveLength(sent);
  });

  test('with deduplication off, the same crash pays twice: the test of this test', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    world.shop.deduplication = 'none';
    world.shop.faults.push('act_and_lose');
    await world.refund(order);
    await world.refund(order);
    expect(world.shop.ledger).toHaveLength(2);
  });
});

describe('what the flow may call', () => {
  test('a money call without an approval in its flow is refused for good, whatever the flow says of its effect', async () => {
    await using world = await makeWorld(store);
    const options = refundOptions(addOrder(world, '1001'), {});
    await expect(world.call('bareRefund', options)).rejects.toMatchObject({
      type: 'money_without_approval',
      nonRetryable: true,
    });
    expect(world.shop.requests).toHaveLength(0);
  });

  test('a step that the flow does not have, and a version that is not published for the merchant', async () => {
    await using world = await makeWorld(store);
    await expect(world.call('other')).rejects.toMatchObject({ type: 'step_unknown', nonRetryable: true });
    await expect(world.call('get', { hash: 'h2' })).rejects.toMatchObject({
      type: 'flow_unpublished',
      nonRetryable: false,
    });
  });

  test('an amount of nothing or less is never sent', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    for (const minor of [0, -4000]) {
      const inputs = { order, amount: { minor, currency: 'EUR' }, reason: 'other' } as never;
      await expect(world.refund(order, { inputs })).rejects.toMatchObject({ type: 'inputs_invalid' });
    }
    expect(world.shop.requests).toHaveLength(0);
  });
});
