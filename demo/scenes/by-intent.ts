/** A dialogue for every intent that has a flow: each API of the shop must be able to carry it. */
import type { StoryOrder } from '../shop/stories.js';
import { cancelling, moving, replacing, returning, takingOff, tellable } from './orders.js';
import { cheapItem, refundingItem } from './refunds.js';
import type { Dialogue, Stage } from './scene.js';
import { changing, ending, nth, pausing, refunding, resuming, skipping } from './subscriptions.js';

const asking = ({ customer, nummer }: StoryOrder, opens: string, hears: RegExp): Dialogue => ({
  ...{ customer, opens: opens.replace('#', nummer), hears, answers: [] },
});

const partly = ({ customer, nummer }: StoryOrder): Dialogue => ({
  ...{ customer, opens: `There is a scratch on what came with order ${nummer}, I keep it for 5 euros off` },
  answers: [[/Would you like me to ask for a refund/, 'Yes, please']],
  hears: /a colleague will check it first/,
});

const first = ([order]: readonly StoryOrder[]): StoryOrder => {
  if (order === undefined) throw new Error('The order book has such an order.');
  return order;
};

/** By the name of the intent, or of the fine one that has a flow of its own. */
export const dialogues: Readonly<Record<string, (stage: Stage) => Dialogue>> = {
  cancel_order: (stage) => cancelling(tellable(stage).cheapOpen),
  change_address: (stage) => moving(tellable(stage).open),
  change_order: (stage) => takingOff(tellable(stage).ofSeveral),
  // Another order than that of the scene, which some of who play these play too.
  refund: ({ stack: { stories } }) => refundingItem(cheapItem(stories.single.returned.toReversed())),
  'refund.status': (stage) =>
    asking(tellable(stage).refunded, 'Where is my refund for order #?', /We’ve refunded/),
  'refund.goodwill': ({ stack: { stories } }) => partly(first(stories.refundable.from60To190.toReversed())),
  replacement: (stage) => replacing(tellable(stage).ofOne),
  return: (stage) => returning(tellable(stage).returnable),
  'return.status': (stage) =>
    asking(tellable(stage).comingBack, 'Did you receive my return for order #?', /Your return/),
  sub_cancel: (stage) => ending(nth(stage, 'active', 0)),
  sub_change: (stage) => changing(nth(stage, 'active', 1)),
  sub_pause: (stage) => pausing(nth(stage, 'active', 2)),
  'sub_pause.resume': (stage) => resuming(nth(stage, 'paused', 0)),
  'sub_pause.skip': (stage) => skipping(nth(stage, 'active', 3)),
  sub_refund: (stage) => refunding(nth(stage, 'cancelled', 0)),
  wismo: (stage) => asking(tellable(stage).left, 'Hi, where is my order #?', /expects to deliver/),
  'wismo.late': ({ stack: { stories } }) =>
    asking(
      first(stories.single.late),
      'My order # is over a week late, tracking has not moved',
      /should have arrived/,
    ),
  'wismo.marked_delivered': ({ stack: { stories } }) =>
    asking(
      first(stories.single.not_received),
      'Tracking says order # was delivered but I never got it',
      /has been delivered/,
    ),
};
