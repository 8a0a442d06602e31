/** Who asks where a refund is hears the truth and is offered nothing; who wants one too early is offered to cancel: on the whole stack. */
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

test('nothing is offered, what was paid back is told, and what has not left can be cancelled instead', async () => {
  const { refundable, single } = stack.stories;
  const asked = [
    [refundable.below50[0], 'Where is my refund for order', /Nothing has been refunded/],
    [single.refunded[0], 'Where is my refund for order', /We’ve refunded .* It can take/],
  ] as const;
  for (const [order, words, answer] of asked) {
    const customer = stage.signedIn(order!.customer);
    await customer.says(`${words} ${order!.nummer}?`);
    expect(await stage.hearsUntil(customer, answer)).not.toMatch(/Would you like me/);
  }

  const early = single.open[0]!;
  const customer = stage.signedIn(early.customer);
  await customer.says(`Can I get a refund on order ${early.nummer}?`);
  await stage.hearsUntil(customer, /What would you like refunded/);
  await customer.says('The whole order');
  expect(await stage.hearsUntil(customer, /cancel/)).not.toMatch(/refund €/);
  await customer.says('No thanks, leave it as it is');
  await stage.hearsUntil(customer, /haven’t changed anything/);
  expect(await stack.shop.controls.ledger()).toEqual([]);
});
