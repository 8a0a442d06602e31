/** Conversations whose histories are kept for replay: every shipped flow, on the ways that differ in their commands. */
import { dialogues } from '../demo/scenes/by-intent.js';
import { cheapItem, refundingItem } from '../demo/scenes/refunds.js';
import type { Stage } from '../demo/scenes/scene.js';
import type { StoryOrder } from '../demo/shop/stories.js';
import type { DemoCustomer } from '../demo/stack/customer.js';

/** A conversation to record; resolves with its customer when the last reply is there. */
export type RecordedCase = (stage: Stage) => Promise<DemoCustomer>;

/** By the name that stands in the file's name. */
export const recordedCases: Readonly<Record<string, RecordedCase>> = {
  // The first, so that all its histories are kept: docs/development/cost-of-a-message.md is written from them.
  'one-parcel': async (stage) =>
    asksWhere(stage, first(stage.stack.stories.single.shipped), /expects to deliver/),

  'one-order': async (stage) => {
    const order = first(stage.stack.stories.single.open);
    return asksWhere(stage, order, /getting your order/);
  },

  'two-parcels': async (stage) => {
    const order = first(stage.stack.stories.single.two_parcels);
    return asksWhere(stage, order, new RegExp(order.sendungsnummern.join('[^]*')));
  },

  'one-of-three': async (stage) => {
    const { customer, shipped } = first(stage.stack.stories.threeOrders);
    const writer = stage.signedIn(customer);
    await stage.says(writer, 'Where is my parcel?');
    await stage.hearsUntil(writer, new RegExp(shipped.nummer));
    await stage.says(writer, `The one with number ${shipped.nummer} please`);
    await stage.hearsUntil(writer, /on its way/);
    return writer;
  },

  'refund-inside-the-band': (stage) => {
    return stage.talks(refundingItem(cheapItem(stage.stack.stories.single.returned)));
  },

  'refund-approved': async (stage) => {
    const writer = await saysYes(stage, dear(stage, 0));
    await stage.anna.decides(await stage.anna.finds(writer.workflowId), 'approved');
    await stage.hearsUntil(writer, /We’ve refunded/);
    return writer;
  },

  'refund-rejected': async (stage) => {
    const writer = await saysYes(stage, dear(stage, 1));
    await stage.anna.decides(await stage.anna.finds(writer.workflowId), 'rejected');
    await stage.hearsUntil(writer, /can’t refund/);
    return writer;
  },

  'refund-declined': async (stage) => {
    const writer = await asksBack(stage, dear(stage, 2));
    await stage.says(writer, 'No, leave it');
    await stage.hearsUntil(writer, /haven’t changed anything/);
    return writer;
  },

  unverified: async (stage) => {
    const { nummer } = first(stage.stack.stories.single.shipped);
    const writer = stage.unauthenticated();
    await stage.says(writer, `Where is my order ${nummer}?`);
    for (const email of ['a.first@example.com', 'b.second@example.com', 'c.third@example.com']) {
      await stage.hears(writer);
      await stage.says(writer, `My e-mail address is ${email}`);
    }
    await stage.hearsUntil(writer, /colleague/);
    return writer;
  },

  'refund-told': async (stage) => {
    const order = first(stage.stack.stories.single.refunded);
    const writer = stage.signedIn(order.customer);
    await stage.says(writer, `Where is my refund for order ${order.nummer}?`);
    await stage.hearsUntil(writer, /We’ve refunded/);
    return writer;
  },

  'talk-to-a-person': async (stage) => {
    const writer = stage.unauthenticated();
    await stage.says(writer, 'I want to talk to a human');
    await stage.hearsUntil(writer, /colleague/);
    return writer;
  },

  // A question is open when people take over: it is withdrawn; then they give the conversation back.
  'with-people': async (stage) => {
    const writer = await asksBack(stage, dear(stage, 3));
    await stage.says(writer, 'I want to talk to a human');
    await stage.hearsUntil(writer, /colleague/);
    await stage.says(writer, 'Are you there?');
    await stage.hears(writer);
    await stage.stack.client.conversations.giveBack(writer.merchant, writer.conversation, 'anna');
    await stage.says(writer, 'Where is my parcel?');
    await stage.hearsUntil(writer, /deliver/);
    return writer;
  },

  // What the others above play is recorded by them.
  ...Object.fromEntries(
    Object.entries(dialogues)
      .filter(([intent]) => !['wismo', 'refund', 'refund.status'].includes(intent))
      .map(([intent, dialogue]): [string, RecordedCase] => [
        intent.replaceAll(/[._]/g, '-'),
        (stage) => stage.talks(dialogue(stage)),
      ]),
  ),
};

/** The same at a merchant whose sub-flows have child workflows. */
export const childWorkflowCases: Readonly<Record<string, RecordedCase>> = {
  'child-workflows': async (stage) =>
    asksWhere(stage, first(stage.stack.stories.single.shipped), /expects to deliver/),

  // Questions and answers of a sub-flow in a sub-flow.
  'child-workflows-facts': async (stage) => {
    const order = first(stage.stack.stories.single.shipped.slice(1));
    const writer = stage.unauthenticated();
    await stage.says(writer, `Where is my order ${order.nummer}?`);
    await stage.hears(writer);
    await stage.says(writer, `My e-mail address is ${order.customer.mail}`);
    await stage.hearsUntil(writer, /expects to deliver/);
    return writer;
  },
};

async function asksWhere(stage: Stage, order: StoryOrder, wanted: RegExp): Promise<DemoCustomer> {
  const writer = stage.signedIn(order.customer);
  await stage.says(writer, `Hi, where is my order ${order.nummer}?`);
  await stage.hearsUntil(writer, wanted);
  return writer;
}

async function asksBack(stage: Stage, order: StoryOrder): Promise<DemoCustomer> {
  const writer = stage.signedIn(order.customer);
  await stage.says(writer, `I would like a refund for order ${order.nummer}, please.`);
  await stage.hears(writer);
  await stage.says(writer, 'The whole order');
  await stage.hears(writer);
  return writer;
}

async function saysYes(stage: Stage, order: StoryOrder): Promise<DemoCustomer> {
  const writer = await asksBack(stage, order);
  await stage.says(writer, 'Yes, please');
  return writer;
}

const dear = (stage: Stage, index: number): StoryOrder =>
  first(stage.stack.stories.refundable.from60To190.slice(index));

function first<T>(stories: readonly T[]): T {
  const [story] = stories;
  if (story === undefined) throw new Error('The order book has no order for this story.');
  return story;
}
