/** A test of the crash test: it fails with a shop that forgets its keys. */
import { expect, test } from 'vitest';
import { startStack } from '../../demo/stack/stack.js';
import { crashRound } from './support/crash-round.js';

test('a refund is sent twice by a shop that forgets its keys, and the crash test says so', async () => {
  await using stack = await startStack();
  await stack.shop.controls.deduplicate(false);
  expect(await crashRound(stack, stack.stories.refundable.from60To190[0]!)).toMatchObject({
    requests: 2,
    keys: 1,
    result: 'handed_over',
    passed: false,
  });
});
