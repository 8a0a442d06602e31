/** What `orderly flows test` plays in memory is what the product does: the same worlds by its activity, over its store. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/simulator/test-happenings.js';
import { playTest } from '../../src/simulator/play.js';
import type { Merchants } from '../../src/merchants/merchant.js';
import { type ActivityPlayer, startActivityPlayer } from './worlds/by-activities.js';
import { countedBesideItsAmount, retriedForHours } from './worlds/contradictions.js';
import { differing, seeds, worldCount } from './worlds/differing.js';
import { essence, testOf, worldMerchants } from './worlds/played.js';
import { worldOf } from './worlds/world.js';
import { howMany } from '../support/how-much.js';

describe('in memory and by the activity, over the real store', () => {
  let merchants: Merchants;
  let player: ActivityPlayer;
  beforeAll(async () => {
    merchants = await worldMerchants();
    player = await startActivityPlayer();
  });
  afterAll(async () => {
    await player[Symbol.asyncDispose]();
  });

  const bothWays = (text: string): Promise<Outcome[]> =>
    Promise.all([playTest(testOf(merchants, text)), player.play(testOf(merchants, text))]);

  // All of them are played by `npm run test:all`.
  test('worlds come out the same, to the last word and the last millisecond', async () => {
    expect(worldCount).toBeGreaterThanOrEqual(300);
    const everything = (outcome: Outcome): Outcome => outcome;
    expect(await differing(merchants, seeds(howMany(4, 1)), (each) => player.play(each), everything)).toEqual(
      [],
    );
  }, 600_000);

  test('a call that says how often it is tried is not ended by the two minutes of other reads', async () => {
    const { text, texts, afterMs } = retriedForHours;
    for (const outcome of await bothWays(text)) {
      expect(essence(outcome).texts).toEqual(texts);
      const [first, last] = [outcome.story[0], outcome.story.at(-1)];
      expect((last?.at ?? 0) - (first?.at ?? 0)).toBe(afterMs);
    }
  });

  test('a band that counts refunds counts them also where it has an amount', async () => {
    const { text, texts, waitsFor } = countedBesideItsAmount;
    for (const outcome of await bothWays(text)) expect(essence(outcome)).toMatchObject({ texts, waitsFor });
  });
});

test('the worlds are about much: each way a call can end is met, and few of them stop half-way', async () => {
  const merchants = await worldMerchants();
  const ends = new Map<string, number>();
  for (const seed of seeds()) {
    const { texts, problem } = essence(await playTest(testOf(merchants, worldOf(seed).text)));
    const end = problem ?? texts.at(-1) ?? 'nothing was told';
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const ways = [...ends].filter(([end]) => !end.startsWith('The run')).map(([end]) => end);
  for (const way of [
    'Paid back for order 1002.',
    'We cannot pay that back.',
    'there was no answer in time.',
    'the system refused it.',
    'the details changed in the meantime, so nothing was done.',
    'it may or may not have been done, so please check the system first.',
    'the system could not be reached, so nothing was done.',
    'the customer could not be verified.',
  ])
    expect(ways.filter((end) => end.endsWith(way))).not.toEqual([]);
  expect(ends.get('The run has already ended.') ?? 0).toBeLessThan(worldCount / 20);
}, 600_000);
