/** Dialogues about subscriptions, and scenes of them. */
import type { StorySubscription } from '../shop/subscriptions/stories.js';
import type { Dialogue, Scene, Stage } from './scene.js';

const dayMs = 86_400_000;
/** A day in so many days, as a customer writes it. */
const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** A pause is offered; the customer ends it nevertheless. */
export const ending = ({ customer, number }: StorySubscription): Dialogue => ({
  customer,
  opens: `Please cancel my subscription ${number}`,
  answers: [[/Would you like me to cancel subscription/, 'Yes, please']],
  hears: /is cancelled. It runs until/,
});

/** A pause until a day. */
export const pausing = ({ customer, number }: StorySubscription): Dialogue => ({
  customer,
  opens: `Please pause my subscription ${number}`,
  answers: [
    [/Until what date/, inDays(30)],
    [/Would you like me to pause subscription/, 'Yes, please'],
  ],
  hears: /is paused until/,
});

/** The end of a pause. */
export const resuming = ({ customer }: StorySubscription): Dialogue => ({
  customer,
  opens: 'Please resume my subscription',
  answers: [[/like me to resume/, 'Yes, please']],
  hears: /is active again/,
});

/** One delivery is left out. */
export const skipping = ({ customer }: StorySubscription): Dialogue => ({
  customer,
  opens: 'Please leave out the next delivery of my subscription',
  answers: [[/Would you like me to skip/, 'Yes, please']],
  hears: /Your next delivery is now planned for/,
});

/** Another plan. */
export const changing = ({ customer }: StorySubscription): Dialogue => ({
  customer,
  opens: 'Switch my subscription to a different plan',
  answers: [
    [/Which plan/, 'the third one'],
    [/at €54.90 each time/, 'Yes, please'],
  ],
  hears: /I’ve switched your subscription .* to Kaffee 2 kg/,
});

/** The last charge is paid back: what is ended needs no approval. */
export const refunding = ({ customer }: StorySubscription): Dialogue => ({
  customer,
  opens: 'Please refund the last payment of my subscription',
  answers: [[/Would you like me to refund/, 'Yes, please']],
  hears: /We’ve refunded/,
});

/** A subscription of the shop in a situation. */
export function nth(
  { stack }: Stage,
  situation: 'active' | 'paused' | 'cancelled',
  at: number,
): StorySubscription {
  const subscription = stack.subscriptions[situation][at];
  if (subscription === undefined) throw new Error('The shop has too few subscriptions.');
  return subscription;
}

/** A scene of one dialogue, after which the shop has been asked for this once. */
const once = (
  name: string,
  title: string,
  dialogue: (subscription: StorySubscription) => Dialogue,
  asked: string,
  at: number,
): Scene => ({
  name,
  title,
  async play(stage) {
    const subscription = nth(stage, 'active', at);
    await stage.talks(dialogue(subscription));
    stage.check('the shop was asked for it once', (await askedFor(stage, subscription, asked)) === 1);
  },
});

async function askedFor(stage: Stage, { id }: StorySubscription, what: string): Promise<number> {
  const requests = await stage.stack.shop.controls.requests();
  return requests.filter(({ method, path }) => method === 'POST' && path === `/v2/abos/${id}/${what}`).length;
}

/** (o) A pause. */
export const paused = once('o', 'A subscription is paused until a day', pausing, 'pause', 0);

/** (p) An end. */
export const ended = once(
  'p',
  'Whoever wants to end a subscription hears that it can be paused instead, and ends it',
  ending,
  'kuendigung',
  1,
);

/** (q) Another plan. */
export const changed = once(
  'q',
  'A subscription is changed to a different plan, at the price that was agreed to',
  changing,
  'wechsel',
  2,
);
