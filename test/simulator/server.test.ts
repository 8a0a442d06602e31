/** The same tests on a real Temporal server: the product's workflows, real timers, the same outcomes. */
import { expect, test } from '@jest/globals';
import type { FlowTest } from '../../src/simulator/flow-test.js';
import { startServerPlayer } from '../../src/simulator/on-server.js';
import { testServer, whyNot } from '../time/support/test-server.js';
import { runShipped, told } from './support/run.js';

const timed = testServer === undefined ? test.skip : test;

/** The same test at a merchant whose sub-flows are inlined. */
const inlined = (each: FlowTest): FlowTest => ({
  ...each,
  given: { ...each.given, config: { ...each.given.config, subflows: 'inline' } },
});

for (const [how, as] of [
  ['as workflows of their own', (each: FlowTest) => each],
  ['inlined in their callers', inlined],
] as const)
  timed(
    `the tests of the shipped flows pass on a server that skips time, sub-flows ${how}${whyNot}`,
    async () => {
      await using player = await startServerPlayer(testServer ?? '');
      const run = await runShipped({ player: (each) => player.play(as(each)) });
      expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
      expect(run.files.flatMap(({ tests }) => tests).length).toBeGreaterThanOrEqual(70);
    },
    180_000,
  );
