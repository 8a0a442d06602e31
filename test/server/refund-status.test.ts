/** Who asks where a refund is, or wants one too early, hears the truth and is offered nothing: on the whole stack. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';

let stack: Stack;
let stage: Stage;

beforeAll(async () => {
  stack = await startStack();
  stage = new Stage(stack, new Transcript(() => undefined));
});
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

test('nothing is offered, what was paid back is told, and what is too early is called so', async () => {
  const { refundable, single } = stack.stories;
  const asked = [
    [refundable.below50[0], 'Where is my refund for order', /Nothing has been refunded/],
    [single.refunded[0], 'Where is my refund for order', /We’ve refunded .* It can take/],
    [single.open[0], 'Can I get a refund on order', /can’t refund this order yet/],
  ] as const;
  for (const [order, words, answer] of asked) {
    const customer = stage.signedIn(order!.customer);
    await customer.says(`${words} ${order!.nummer}?`);
    expect(await stage.hearsUntil(customer, answer)).not.toMatch(/Would you like me/);
  }
  expect(await stack.shop.controls.ledger()).toEqual([]);
});
