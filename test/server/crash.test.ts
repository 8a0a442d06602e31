/** A worker that dies between the shop's act and the record of its answer: paid once, and the run ends. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { howMany } from '../support/how-much.js';
import { crashRound } from './support/crash-round.js';

let stack: Stack;
let orders: readonly StoryOrder[];

beforeAll(async () => {
  stack = await startStack();
  orders = stack.stories.refundable.from60To190;
});

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

test.each(howMany(1, 2) === 1 ? [0] : [0, 1])(
  'a refund is paid once and told when the worker is killed in the middle of it (round %i)',
  async (index) => {
    expect(await crashRound(stack, orders[index]!)).toMatchObject({
      requests: 2,
      keys: 1,
      ledger: 1,
      result: 'refunded',
      passed: true,
    });
  },
);
