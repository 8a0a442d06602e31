/** The same tests on a real Temporal server: the product's workflows, real timers, the same outcomes. */
import { expect, test } from '@jest/globals';
import { startServerPlayer } from '../../src/simulator/on-server.js';
import { testServer, whyNot } from '../time/support/test-server.js';
import { runShipped, told } from './support/run.js';

const timed = testServer === undefined ? test.skip : test;

timed(
  `the tests of the shipped flows pass on a server that skips time${whyNot}`,
  async () => {
    await using player = await startServerPlayer(testServer ?? '');
    const run = await runShipped({ player: (each) => player.play(each) });
    expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
    expect(run.files.flatMap(({ tests }) => tests).length).toBeGreaterThanOrEqual(70);
  },
  180_000,
);
