/** A refund inside the band: the request, the question, the customer's yes, the guard read again, the payment. */
import type { StoryOrder } from '../demo/shop/stories.js';
import type { Stack } from '../demo/stack/stack.js';
import type { OutboxRow } from '../src/store/store.js';
import { BenchConversation } from './conversation.js';
import { countNest, type NestCount } from './nest.js';
import type { Side, SideName, Sides } from './side.js';

/** Results of one side, in milliseconds. */
export interface Refund {
  /** From what it is about to the question whether to go ahead. */
  question: number[];
  /** From the yes to the reply that the money is on its way. */
  payment: number[];
  nest: NestCount;
}

interface Paid {
  question: number;
  payment: number;
  conversation: BenchConversation;
}

/** Asks for a refund and says no when it is offered: the order stays as it was, so it can be asked for again. */
export async function declineRefund(stack: Stack, side: Side, order: StoryOrder): Promise<BenchConversation> {
  const conversation = new BenchConversation(stack, side, order);
  const { runId, question } = await request(conversation);
  await conversation.says('No');
  await conversation.ends(runId);
  const replies = await conversation.replies(question.position);
  if (replies.length !== 1) throw new Error(`The ${side.name} has not said that nothing was changed.`);
  return conversation;
}

/** Measures in pairs; an order can be paid back once, so every refund takes another one. */
export async function measureRefunds(
  stack: Stack,
  sides: Sides,
  orders: readonly StoryOrder[],
  { warmUp, count }: { warmUp: number; count: number },
): Promise<Record<SideName, Refund>> {
  const left = [...orders];
  const measured: Record<SideName, Paid[]> = { product: [], baseline: [] };
  for (let pair = 0; pair < warmUp + count; pair += 1) {
    for (const side of pair % 2 === 0 ? sides : sides.toReversed()) {
      const order = left.shift();
      if (order === undefined) throw new Error('The order book has too few refundable orders.');
      const paid = await payBack(stack, side, order);
      if (pair >= warmUp) measured[side.name].push(paid);
    }
  }
  return { product: await told(stack, measured.product), baseline: await told(stack, measured.baseline) };
}

async function payBack(stack: Stack, side: Side, order: StoryOrder): Promise<Paid> {
  const conversation = new BenchConversation(stack, side, order);
  const { sentAt, runId, question } = await request(conversation);
  const yes = await conversation.says('Yes, please');
  await conversation.ends(runId);
  const [reply] = await conversation.replies(question.position);
  const rows = (await stack.shop.controls.ledger()).filter(({ nummer }) => nummer === order.nummer);
  if (reply === undefined || rows.length !== 1) throw new Error(`The ${side.name} has not paid back once.`);
  return {
    question: question.createdAt - sentAt,
    payment: reply.createdAt - yes.sentAt,
    conversation,
  };
}

/** Asks for the refund of the whole order, until it is offered; `sentAt` is when that was said. */
async function request(
  conversation: BenchConversation,
): Promise<{ sentAt: number; runId: string; question: OutboxRow }> {
  const { nummer } = conversation.order;
  const { runId } = await conversation.says(`I would like a refund for order ${nummer}, please.`, 'refund');
  const what = await conversation.hears(0);
  const { sentAt } = await conversation.says('The whole order');
  return { sentAt, runId, question: await conversation.hears(what.position) };
}

async function told(stack: Stack, measured: readonly Paid[]): Promise<Refund> {
  const [sample] = measured;
  if (sample === undefined) throw new Error('Nothing was measured.');
  return {
    question: measured.map(({ question }) => question),
    payment: measured.map(({ payment }) => payment),
    nest: await countNest(stack.temporal, sample.conversation.workflowId),
  };
}
