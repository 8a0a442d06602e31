/** What a crash, a reset or a wrong flow can do to a write: never a second payment, never one that nobody allowed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.js';
import { placeOf } from '../../../src/activities/calls/plan.js';
import { testStore } from '../../support/store.js';
import { inputsOf } from './support/approving.js';
import { addOrder, keyed, makeWorld, refundOptions, type World } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

const posts = (world: World) => world.shop.requests.filter(({ method }) => method === 'POST');

describe('a crash', () => {
  /** The worker dies at the n-th change of the effect record, before or after it has been committed. */
  const crashAt = (world: World, change: number, when: 'before' | 'after') => {
    let changes = 0;
    const { effects } = world.deps.store;
    world.deps.store = {
      ...world.deps.store,
      effects: {
        ...effects,
        async change(place, decide) {
          changes += 1;
          if (changes !== change) return effects.change(place, decide);
          if (when === 'after') await effects.change(place, decide);
          world.deps.store = store;
          throw new Error('killed');
        },
      },
    };
  };
  const [BEGIN, GATE, SETTLE] = [1, 2, 3];

  test.each(['before', 'after'] as const)(
    '%s row and reservation are settled leaves one refund, and the order free',
    async (when) => {
      await using world = await makeWorld(store);
      const order = addOrder(world, '1001', { amount: { minor: 2000, currency: 'EUR' } });
      crashAt(world, SETTLE, when);
      await expect(world.refund(order)).rejects.toThrow('killed');
      expect((await world.refund(order)).outcome).toBe('done');
      expect(world.shop.ledger).toHaveLength(1);
      // Not `money_open`: the order is free, but all of it is paid back.
      expect(await world.refund(order, { workflowId: 'w2' })).toEqual({
        outcome: 'refused',
        refusal: { code: 'amount_too_high' },
      });
    },
  );

  test.each([
    ['before its row', BEGIN, 'before'],
    ['after its row', BEGIN, 'after'],
    ['at the gate', GATE, 'before'],
  ] as const)(
    '%s, before the first byte: the next attempt begins anew, with a key or without',
    async (_, change, when) => {
      for (const how of [keyed, { kind: 'none' }] as const) {
        await using world = await makeWorld(store, how);
        const order = addOrder(world, '1001');
        crashAt(world, change, when);
        await expect(world.refund(order)).rejects.toThrow('killed');
        expect((await world.refund(order)).outcome).toBe('done');
        expect(posts(world)).toHaveLength(1);
      }
    },
  );

  test('after the gate: with a key it is sent, without one nobody can know', async () => {
    for (const [how, outcome, sent] of [
      [keyed, 'done', 1],
      [{ kind: 'none' }, 'unknown', 0],
    ] as const) {
      await using world = await makeWorld(store, how);
      const order = addOrder(world, '1001');
      crashAt(world, GATE, 'after');
      await expect(world.refund(order)).rejects.toThrow('killed');
      expect((await world.refund(order)).outcome).toBe(outcome);
      expect(posts(world)).toHaveLength(sent);
    }
  });

  test('a store that has lost the row under an answer writes the answer down: it is never thrown away', async () => {
    await using world = await makeWorld(store, { kind: 'none' });
    const order = addOrder(world, '1001');
    const id = { merchant: world.merchant, workflowId: 'w1', step: 'refund', visit: 1 };
    const { holder } = placeOf({ ...id, call: id });
    world.shop.beforeAnswer = async () => {
      await store.effects.change({ id, holder }, () => ({ row: 'deleted', value: undefined }));
    };
    expect((await world.refund(order)).outcome).toBe('done');
    expect(await store.effects.find(id)).toMatchObject({ state: 'done', answer: { outcome: 'done' } });
    expect((await world.refund(order)).outcome).toBe('done');
    expect(posts(world)).toHaveLength(1);
  });

  test('a reset that asks for another amount than was paid is not told that this was done', async () => {
    await using world = await makeWorld(store);
    const order = addOrder(world, '1001');
    expect((await world.refund(order, inputsOf(order, 4000))).outcome).toBe('done');
    expect((await world.refund(order, inputsOf(order, 1000))).outcome).toBe('unknown');
    expect(world.shop.ledger).toEqual([expect.objectContaining({ minor: 4000 })]);
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
    // A worker that has just begun may still be publishing it.
    await expect(world.call('get', { hash: 'h2' })).rejects.toMatchObject({
      ...{ type: 'NOT_NOW', message: 'flow_unpublished', nonRetryable: false },
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
