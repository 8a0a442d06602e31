/** `retry` of a call: its interval and its number of attempts stand in for the deadline, and end as it does. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/store/store.js';
import { testStore } from '../../support/store.js';
import { closedUrl } from './support/shop.js';
import { addOrder, type CallOptions, dayMs, keyed, makeWorld, type World } from './support/world.js';

let store: Store;
let closedPort: string;
beforeAll(async () => {
  store = await testStore();
  closedPort = await closedUrl();
});
afterAll(() => store[Symbol.asyncDispose]());

const retry = { everyMs: 30_000, atMost: 3 };
const notNow = { outcome: 'not_now', delay: 30_000 };

const list = (world: World, options: CallOptions) =>
  world.tryCall('list', { customer: world.voucher({ email: 'mia@example.com' }), retry, ...options });

describe('a read with retry', () => {
  test('is tried at the interval, and after the last attempt it is unavailable', async () => {
    await using world = await makeWorld(store);
    world.shop.readStatus = 503;
    expect(await list(world, { attempt: 1 })).toEqual(notNow);
    expect(await list(world, { attempt: 2 })).toEqual(notNow);
    expect(await list(world, { attempt: 3 })).toEqual({ outcome: 'unavailable' });
  });

  test('goes on past the usual deadline, but not past one of its own', async () => {
    await using world = await makeWorld(store);
    world.shop.readStatus = 503;
    const scheduledAt = Date.now() - 3_600_000;
    expect(await list(world, { attempt: 2, scheduledAt })).toEqual(notNow);
    expect(await list(world, { attempt: 2, scheduledAt, deadlineMs: 1000 })).toEqual({
      outcome: 'unavailable',
    });
  });

  test('that comes back in time is done, also at the last attempt', async () => {
    await using world = await makeWorld(store);
    addOrder(world, '1001');
    expect((await list(world, { attempt: 3 })).outcome).toBe('done');
  });
});

describe('a write with retry', () => {
  test('that never connected is unavailable after the last attempt, and its order is free again', async () => {
    await using world = await makeWorld(store, keyed);
    const order = addOrder(world, '1001');
    world.settings.writesTo = closedPort;
    expect(await world.refund(order, { retry, attempt: 2 })).toEqual(notNow);
    expect((await world.refund(order, { retry, attempt: 3 })).outcome).toBe('unavailable');
    world.settings.writesTo = undefined;
    expect((await world.refund(order, { workflowId: 'w2' })).outcome).toBe('done');
  });

  test('whose bytes have left is unknown after the last attempt', async () => {
    await using world = await makeWorld(store, keyed);
    const order = addOrder(world, '1001');
    world.shop.faults.push(503, 503);
    expect(await world.refund(order, { retry, attempt: 2 })).toEqual(notNow);
    expect((await world.refund(order, { retry, attempt: 3 })).outcome).toBe('unknown');
  });

  test('without a key, told "too many requests" at the last attempt, is unknown', async () => {
    await using world = await makeWorld(store, { kind: 'none' });
    const order = addOrder(world, '1001');
    world.shop.faults.push(429);
    expect((await world.refund(order, { retry, attempt: 3 })).outcome).toBe('unknown');
  });

  test('waits as long as the system asks for, where that is longer than the interval', async () => {
    await using world = await makeWorld(store, { kind: 'none' });
    const order = addOrder(world, '1001');
    world.shop.faults.push(429, 429);
    const short = { everyMs: 1000, atMost: 3 };
    expect(await world.refund(order, { retry: short })).toEqual({ outcome: 'not_now', delay: 3_600_000 });
    expect(await world.refund(order, { retry: { everyMs: 7_200_000, atMost: 3 } })).toEqual({
      outcome: 'not_now',
      delay: 7_200_000,
    });
  });

  test('is looked up at the interval, and unknown after the last attempt', async () => {
    await using world = await makeWorld(store, { kind: 'lookup', operation: 'refund_lookup' });
    const order = addOrder(world, '1001');
    world.shop.faults.push(503);
    const daily = { everyMs: dayMs, atMost: 2 };
    expect(await world.refund(order, { retry: daily })).toEqual({ outcome: 'not_now', delay: dayMs });
    expect((await world.refund(order, { retry: daily, attempt: 2 })).outcome).toBe('unknown');
  });
});
