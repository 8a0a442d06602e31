/** How often facts may be wrong (DESIGN §7). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attemptLimits, norms } from '../../../src/activities/calls/verification/attempt-limits.js';
import type { Store } from '../../../src/store/store.js';
import { testStore } from '../../support/store.js';
import { get, makeShop } from './support/strangers.js';
import { dayMs } from './support/world.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store[Symbol.asyncDispose]());

describe('limits of attempts', () => {
  test('five a day for one order number, over all conversations', async () => {
    await using world = await makeShop(store);
    for (let n = 1; n <= attemptLimits.number; n += 1) {
      await get(world, '1001', { conversation: `c${n}`, facts: { postcode: `1111${n}` } });
    }
    expect(
      (await get(world, '1001', { conversation: 'c9', facts: { email: 'mia@example.com' } })).outcome,
    ).toBe('unverified');
    world.later.ms = dayMs + 1000;
    expect(
      (await get(world, '1001', { conversation: 'c9', facts: { email: 'mia@example.com' } })).outcome,
    ).toBe('done');
  });

  test('40 guesses at once, from 40 conversations: five count, and nobody learns anything of the others', async () => {
    await using world = await makeShop(store);
    const guesses = Array.from({ length: 40 }, (_, n) =>
      get(world, '1001', { conversation: `c${n}`, facts: { postcode: `${11_111 + n}` } }),
    );
    const outcomes = (await Promise.all(guesses)).map(({ outcome }) => outcome);
    expect(world.counted.filter((what) => what === 'verification failed')).toHaveLength(attemptLimits.number);
    // The fifth is the last that is compared, and is told no more than those after it.
    expect(outcomes.filter((outcome) => outcome === 'needs_facts')).toHaveLength(attemptLimits.number - 1);
    expect(outcomes.filter((outcome) => outcome === 'unverified')).toHaveLength(36);
    const right = await get(world, '1001', { conversation: 'mia', facts: { email: 'mia@example.com' } });
    expect(right.outcome).toBe('unverified');
  });

  test('the same wrong facts again are one attempt', async () => {
    await using world = await makeShop(store);
    for (let n = 1; n <= 5; n += 1) {
      const result = await get(world, '1001', { facts: { postcode: '11111' } });
      expect(result).toEqual({
        outcome: 'needs_facts',
        missing: ['number'],
        either: ['email', 'postcode'],
        failed: true,
      });
    }
  });

  test('more orders in a day than customers mistype at raise the merchant’s alarm, once', async () => {
    await using world = await makeShop(store);
    for (let n = 0; n < norms.merchant.least + 5; n += 1) {
      // Slowly enough for a channel.
      world.later.ms = n * 4 * 60_000;
      await get(world, `9${n}`, { conversation: `c${n}`, facts: { postcode: `1111${n}` } });
    }
    expect(world.counted.filter((what) => what.startsWith('verification alarm'))).toEqual([
      'verification alarm merchant',
    ]);
  });

  test('a merchant whose file says "number alone" verifies nobody by it', async () => {
    await using world = await makeShop(store);
    world.config.verification = [['number']];
    expect((await get(world, '1001')).outcome).toBe('needs_facts');
  });

  test('a trouble of the shop says nothing of the order and counts no attempt', async () => {
    await using world = await makeShop(store);
    world.shop.readStatus = 503;
    const facts = { email: 'noah@example.com' };
    expect((await world.tryCall('get', { inputs: { number: '2002' }, facts })).outcome).toBe('not_now');
    world.shop.readStatus = undefined;
    expect((await get(world, '2002', { facts })).outcome).toBe('done');
    expect(world.counted).not.toContain('verification failed');
  });
});
