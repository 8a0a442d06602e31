/** Every write on a subscription, from the message to the shop and once each: on the whole stack. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import type { Subscription } from '../../demo/shop/subscriptions/subscription.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { lone } from './support/subscribers.js';

let stack: Stack;
let stage: Stage;

beforeAll(async () => {
  stack = await startStack();
  stage = new Stage(stack, new Transcript(() => undefined));
}, 120_000);
afterAll(async () => {
  await stack[Symbol.asyncDispose]();
});

interface Story {
  subscription: Subscription;
  says: string;
  /** What is asked, and what the customer answers. */
  answers: readonly (readonly [asked: RegExp, answer: string])[];
  hears: RegExp;
}

async function play({ subscription, says, answers, hears }: Story): Promise<void> {
  const { id, name, mail, address } = subscription.customer;
  const customer = stage.signedIn({ id, name, mail, plz: address.postcode });
  await stage.says(customer, says);
  for (const [asked, answer] of answers) {
    await stage.hearsUntil(customer, asked);
    await stage.says(customer, answer);
  }
  await stage.hearsUntil(customer, hears);
}

test('an end, a pause, a resumption, a delivery left out, a change and a refund: one request of each', async () => {
  const active = lone('active');
  const [paused] = lone('paused');
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const stories: Story[] = [
    {
      subscription: active[0]!,
      says: 'Please cancel my subscription',
      answers: [
        [/Shall I pause it instead/, 'No'],
        [/Shall I end subscription/, 'Yes, please'],
      ],
      hears: /has been ended. It runs until/,
    },
    {
      subscription: active[1]!,
      says: 'Please pause my subscription',
      answers: [
        [/Until which day/, until],
        [/Shall I pause subscription/, 'Yes, please'],
      ],
      hears: /is paused until/,
    },
    {
      subscription: paused!,
      says: 'Please resume my subscription',
      answers: [[/go on\?/, 'Yes, please']],
      hears: /goes on/,
    },
    {
      subscription: active[2]!,
      says: 'Please leave out the next delivery of my subscription',
      answers: [[/Shall I leave out/, 'Yes, please']],
      hears: /The next delivery is now planned for/,
    },
    {
      subscription: active[3]!,
      says: 'Switch my subscription to another plan',
      answers: [
        [/Is that what you want/, 'Yes'],
        [/Which plan/, 'the third one'],
        [/at €54.90 each time/, 'Yes, please'],
      ],
      hears: /has been changed to Kaffee 2 kg/,
    },
    {
      subscription: active[4]!,
      says: 'Please refund the last payment of my subscription',
      answers: [[/Shall I pay back/, 'Yes, please']],
      hears: /on its way back/,
    },
  ];
  await Promise.all(stories.map(play));
  const writes = (await stack.shop.controls.requests()).filter(({ method, path }) => {
    return method === 'POST' && path.startsWith('/v2/abos/');
  });
  expect(writes.map(({ path }) => path).sort()).toEqual(
    stories
      .map(({ subscription: { id } }, nth) => {
        const what = ['kuendigung', 'pause', 'fortsetzung', 'auslassung', 'wechsel', 'erstattung'][nth]!;
        return `/v2/abos/${id}/${what}`;
      })
      .sort(),
  );
  expect(new Set(writes.map(({ key }) => key)).size).toBe(stories.length);
}, 180_000);
