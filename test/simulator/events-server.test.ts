/** The tests of events on a real Temporal server: the same words reach the same steps. */
import { expect, test } from 'vitest';
import { startServerPlayer } from '../../src/simulator/server-player.js';
import { testServer, whyNot } from '../time/support/test-server.js';
import { eventFlow, eventTests } from './support/event-flow.js';
import { runIn, told } from './support/run.js';

const timed = testServer === undefined ? test.skip : test;

timed(
  `what a system tells reaches a run on a server, whenever it comes${whyNot}`,
  async () => {
    await using player = await startServerPlayer(testServer ?? '');
    const files = { 'tried.yaml': eventFlow, 'tried.test.yaml': eventTests };
    const run = await runIn(files, { player: (each) => player.play(each) });
    expect(run.files.map(told).filter((text) => text !== '')).toEqual([]);
    expect(run.files.flatMap(({ tests }) => tests)).toHaveLength(6);
  },
  180_000,
);
