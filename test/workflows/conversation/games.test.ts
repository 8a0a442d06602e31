/**
 * Conversations as nobody would write them down: messages that come twice and shuffled, runs that ask, wait, end and send back,
 * people who take over and give back, states that are written down and read again. Each message ends once, and none is lost.
 */
import { expect, test } from 'vitest';
import { stateBytes } from '../../../src/workflows/conversation/bounds.js';
import { seed } from '../../fuzz/support/seed.js';
import { howMany } from '../../support/how-much.js';
import { Game } from './model/game.js';

const count = howMany(6_000, 60_000);

test(`every message ends answered, with people or in a run, exactly once (seed ${seed})`, () => {
  const totals = { continued: 0, flooded: 0, largest: 0 };
  const faulty: string[] = [];
  for (let index = 0; index < count && faulty.length < 5; index += 1) {
    const game = new Game(seed + index);
    const faults = game.play();
    if (faults.length > 0) faulty.push(`game ${seed + index}: ${faults.slice(0, 3).join('; ')}`);
    totals.continued += game.continued;
    totals.flooded += game.flooded ? 1 : 0;
    totals.largest = Math.max(totals.largest, game.largest);
  }
  process.stdout.write(`${count} games: ${JSON.stringify(totals)}\n`);
  expect(faulty).toEqual([]);
  expect(totals.continued).toBeGreaterThan(count / 100);
  expect(totals.flooded).toBeGreaterThan(count / 1_000);
  expect(totals.largest).toBeLessThan(stateBytes);
});
