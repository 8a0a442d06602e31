/**
 * Attempts of one call overlap, in every order (DESIGN §5, "Attempts overlap"): a model of the shop plays schedules by
 * fixed seeds over the real call, in memory and on the real stores. `npm run tool -- long-run schedules` plays more of them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { embeddedGround, type Ground, memoryGround, postgresGround } from './model/grounds.js';
import { mends } from './model/mends.js';
import { play } from './model/play.js';
import { howMany } from '../../support/how-much.js';

const SCHEDULES = howMany(500, 1000);
const postgresUrl = process.env['ORDERLY_TEST_POSTGRES_URL'];

/** Schedules of a range of seeds in which something was seen that may never be. */
async function faultsOf(ground: Ground, from: number, to: number): Promise<object[]> {
  const faulty: object[] = [];
  for (let seed = from; seed <= to; seed += 1) {
    const { faults, scene, trace } = await play(seed, ground);
    if (faults.length > 0) faulty.push({ seed, faults, scene, trace });
  }
  return faulty;
}

function holdsOn(open: () => Promise<Ground>, from: number, to: number): void {
  let ground: Ground;
  beforeAll(async () => {
    ground = await open();
  });
  afterAll(async () => {
    await ground[Symbol.asyncDispose]();
  });
  // Pieces, so that a slow machine is not taken for one that hangs.
  const piece = 100;
  for (let first = from; first <= to; first += piece) {
    const last = Math.min(to, first + piece - 1);
    test(`schedules ${first} to ${last} pay once, free nothing too soon, and lose no answer`, async () => {
      expect(await faultsOf(ground, first, last)).toEqual([]);
    });
  }
}

// The rules are played in memory, all of them; a sample on each database shows that its statements keep them too.
const EMBEDDED = howMany(10, 250);
const POSTGRES = howMany(60, SCHEDULES);

describe('in memory', () => {
  holdsOn(() => Promise.resolve(memoryGround()), 1, SCHEDULES);
});

describe('on the embedded store', () => {
  holdsOn(embeddedGround, 1, EMBEDDED);
});

if (postgresUrl === undefined) {
  test.skip('on PostgreSQL (skipped: ORDERLY_TEST_POSTGRES_URL is not set)', () => undefined);
} else {
  describe('on PostgreSQL', () => {
    holdsOn(() => postgresGround(postgresUrl), EMBEDDED + 1, POSTGRES);
  });
}

describe('each rule that is taken out is missed', () => {
  test.each(Object.entries(mends))('%s', async (_, mend) => {
    await using ground = memoryGround();
    const found: number[] = [];
    for (let seed = 1; seed <= SCHEDULES && found.length === 0; seed += 1) {
      const { faults } = await play(seed, ground, mend);
      if (faults.length > 0) found.push(seed);
    }
    expect(found).toHaveLength(1);
  });
});
