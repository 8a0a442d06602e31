/** The thread of the embedded model ends, whatever ended it: another takes its place with all that was learnt. */
import { expect, test } from 'vitest';
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
});

test('the message under way is lost with it, and whoever asked for that is told; all others get their answers', async () => {
  const embedded = await loadEmbeddedUnderstander();
  const from = (merchant: string) => ({ merchant, conversation: 'c' });
  const long = { text: 'no. '.repeat(16_000), from: from('gifts') };
  const under = Promise.allSettled([embedded.understand(long), embedded.understand(long)]);
  const waiting = ['gifts', 'books'].map((merchant) =>
    embedded.understand({ text: 'Where is order 10023?', from: from(merchant) }),
  );
  await endThread();
  const lost = { status: 'rejected', reason: new Error('the understanding thread ended') };
  expect(await under).toEqual([lost, lost]);
  expect(await Promise.all(waiting)).toMatchObject([{ intent: 'wismo' }, { intent: 'wismo' }]);
  expect(await embedded.understand(long)).toMatchObject({ intent: 'other' });
});

test('what a merchant’s intents change is read anew', async () => {
  const embedded = await loadEmbeddedUnderstander();
  const message = { ...wrapped, from: { merchant: 'paper', conversation: 'c' } };
  expect((await embedded.understand(message)).intent).not.toBe('gift_wrapping');
  await embedded.learn('paper', intents);
  expect((await embedded.understand(message)).intent).toBe('gift_wrapping');
});
