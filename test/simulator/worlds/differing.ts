/** The equality itself: worlds played twice, and those that come out differently. */
import type { FlowTest } from '../../../src/simulator/flow-test.js';
import type { Outcome } from '../../../src/simulator/test-happenings.js';
import { playTest } from '../../../src/simulator/play.js';
import type { Merchants } from '../../../src/merchants/merchant.js';
import { essence, testOf } from './played.js';
import { worldOf } from './world.js';

/** How many worlds there are; each step kind × trying has its twelfth. */
export const worldCount = 360;

/** All seeds, or one of each `every` in turn: the first of the first ones, the second of the next. */
export const seeds = (every = 1): number[] =>
  Array.from({ length: Math.floor(worldCount / every) }, (_, index) => index * every + (index % every) + 1);

/** A world that is not the same, by its seed and what it is about. */
export interface Differing {
  world: string;
  inMemory: unknown;
  asProduct: unknown;
}

/** Plays the worlds in memory and by another player; gives those that differ, `told` being what must be the same. */
export async function differing(
  merchants: Merchants,
  worlds: readonly number[],
  play: (test: FlowTest) => Promise<Outcome>,
  told: (outcome: Outcome) => unknown = essence,
): Promise<Differing[]> {
  const found: Differing[] = [];
  for (const seed of worlds) {
    const { text, about } = worldOf(seed);
    const inMemory = told(await playTest(testOf(merchants, text)));
    const asProduct = told(await play(testOf(merchants, text)));
    if (JSON.stringify(inMemory) !== JSON.stringify(asProduct))
      found.push({ world: `${seed}: ${about}`, inMemory, asProduct });
  }
  return found;
}
