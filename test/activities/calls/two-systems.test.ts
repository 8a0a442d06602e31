/** Refund, cancel, replacement and return of one order over two systems, in all orders of events: never more than was paid. */
import { describe, expect, test } from 'vitest';
import { howMany } from '../../support/how-much.js';
import { play } from './two-systems/play.js';
import { PAID } from './two-systems/world.js';

const schedules = howMany(300, 2_400);
const first = Number(process.env['SEED'] ?? 20_261_201);

describe('an order at a shop and a payment system that know nothing of each other', () => {
  test(`gives back no more than was paid, in ${schedules} schedules from seed ${first}`, async () => {
    let [acts, ended, full] = [0, 0, 0];
    for (let seed = first; seed < first + schedules; seed += 1) {
      const played = await play(seed);
      expect(played.most, `seed ${seed}:\n${played.trace.join('\n')}`).toBeLessThanOrEqual(PAID);
      acts += played.acts;
      ended += played.ended;
      full += played.most === PAID ? 1 : 0;
    }
    // They do something: much is given back, often all of it.
    expect(acts).toBeGreaterThan(schedules);
    expect(ended).toBeGreaterThan(schedules);
    expect(full).toBeGreaterThan(schedules / 4);
  });
});
