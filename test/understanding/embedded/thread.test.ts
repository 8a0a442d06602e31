/** The thread of the embedded model ends, whatever ended it: who waits is told, and another takes its place with all that was learnt. */
import { expect, test } from '@jest/globals';
import {
  endThread,
  loadEmbeddedUnderstander,
} from '../../../src/understanding/embedded/embedded-understander.js';
import { giftWrapping } from './support/gift-wrapping.js';

const intents = [{ id: 'gift_wrapping', examples: giftWrapping }];
const wrapped = {
  text: 'Please have the teapot gift wrapped before it goes out',
  from: { merchant: 'gifts', conversation: 'c' },
};

test('a thread that ends is replaced, and the new one knows merchants’ own intents', async () => {
  const embedded = await loadEmbeddedUnderstander();
  await embedded.learn('gifts', intents);
  const before = await embedded.understand(wrapped);
  expect(before.intent).toBe('gift_wrapping');
  await endThread();
  const after = await embedded.understand(wrapped);
  expect({ ...after, provider: { ...after.provider, latencyMs: 0 } }).toEqual({
    ...before,
    provider: { ...before.provider, latencyMs: 0 },
  });
}, 120_000);

test('who waits when it ends gets an error, and the next message its answer', async () => {
  const embedded = await loadEmbeddedUnderstander();
  const waiting = Array.from({ length: 20 }, () => embedded.understand({ text: 'no. '.repeat(16_000) }));
  const outcomes = Promise.allSettled(waiting);
  await endThread();
  const reasons = (await outcomes).flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(new Set(reasons)).toEqual(new Set(['Error: the understanding thread ended']));
  expect(await embedded.understand({ text: 'Where is order 10023?' })).toMatchObject({ intent: 'wismo' });
}, 120_000);
