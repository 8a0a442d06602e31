/** What `orderly flows test` plays in memory is what the product does: a sample of the worlds on a real Temporal server. */
import { expect, test } from 'vitest';
import { startServerPlayer } from '../../src/simulator/server-player.js';
import { testServer, whyNot } from '../time/support/test-server.js';
import { differingOnServer } from './worlds/by-server.js';
import { countedBesideItsAmount, retriedForHours } from './worlds/contradictions.js';
import { essence, testOf, worldMerchants } from './worlds/played.js';

const timed = testServer === undefined ? test.skip : test;

// All of them are played by `npm run tool -- long-run worlds`.
timed(
  `forty worlds come out the same${whyNot}`,
  async () => {
    expect(await differingOnServer(testServer ?? '', 9)).toEqual([]);
  },
  300_000,
);

timed(
  `retries for hours, and a band that counts beside its amount, are no other there${whyNot}`,
  async () => {
    const merchants = await worldMerchants();
    await using player = await startServerPlayer(testServer ?? '');
    const retried = await player.play(testOf(merchants, retriedForHours.text));
    expect(essence(retried).texts).toEqual(retriedForHours.texts);
    const { text, texts, waitsFor } = countedBesideItsAmount;
    expect(essence(await player.play(testOf(merchants, text)))).toMatchObject({ texts, waitsFor });
  },
  120_000,
);
