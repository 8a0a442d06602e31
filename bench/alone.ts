/** One message at a time: how long a customer waits for the answer when nothing else is going on. */
import type { StoryOrder } from '../demo/shop/stories.js';
import type { Stack } from '../demo/stack/stack.js';
import { BenchConversation } from './conversation.js';
import { countNest, type NestCount } from './nest.js';
import type { Side, SideName, Sides } from './side.js';

/** How long one message took, in milliseconds from before it was sent. */
export interface Answered {
  /** Until the first reply stood in the outbox. */
  first: number;
  /** Until the last one did. */
  whole: number;
  /** What the customer read. */
  replies: readonly string[];
  conversation: BenchConversation;
}

/** Results of one side. */
export interface Alone {
  first: number[];
  whole: number[];
  replies: readonly string[];
  nest: NestCount;
}

/** Waits a moment, so that what trails behind one message does not run beside the next. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

/** Asks where an order is, and waits until the run has ended. */
export async function askWhereItIs(stack: Stack, side: Side, order: StoryOrder): Promise<Answered> {
  const conversation = new BenchConversation(stack, side, order);
  const { sentAt, runId } = await conversation.says(`Where is my order ${order.nummer}?`, 'wismo');
  await conversation.ends(runId);
  const rows = await conversation.replies();
  const times = rows.map(({ createdAt }) => createdAt - sentAt);
  if (times.length === 0) throw new Error(`The ${side.name} gave no reply.`);
  const replies = rows.map(({ body }) => body.text);
  return { first: Math.min(...times), whole: Math.max(...times), replies, conversation };
}

/** Measures in pairs, now one side first and now the other, so that what disturbs hits both. */
export async function measureAlone(
  stack: Stack,
  sides: Sides,
  orders: readonly StoryOrder[],
  { warmUp, count }: { warmUp: number; count: number },
): Promise<Record<SideName, Alone>> {
  const measured: Record<SideName, Answered[]> = { product: [], baseline: [] };
  for (let pair = 0; pair < warmUp + count; pair += 1) {
    const order = orders[pair % orders.length];
    if (order === undefined) throw new Error('The order book has no such order.');
    for (const side of pair % 2 === 0 ? sides : sides.toReversed()) {
      const answered = await askWhereItIs(stack, side, order);
      if (pair >= warmUp) measured[side.name].push(answered);
      await pause();
    }
  }
  return {
    product: await told(stack, measured.product),
    baseline: await told(stack, measured.baseline),
  };
}

async function told(stack: Stack, measured: readonly Answered[]): Promise<Alone> {
  const [sample] = measured;
  if (sample === undefined) throw new Error('Nothing was measured.');
  return {
    first: measured.map(({ first }) => first),
    whole: measured.map(({ whole }) => whole),
    replies: sample.replies,
    nest: await countNest(stack.temporal, sample.conversation.workflowId),
  };
}
