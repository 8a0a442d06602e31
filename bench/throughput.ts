/** Many messages at a time: how many flows a second this machine carries through. */
import type { StoryOrder } from '../demo/shop/stories.js';
import type { Stack } from '../demo/stack/stack.js';
import type { BenchConversation } from './conversation.js';
import { cpuMs } from './cpu.js';
import { countNest, type NestCount } from './nest.js';
import type { Side, SideName, Sides } from './side.js';
import { rounded } from './statistics.js';

/** Results of one side. */
export interface Throughput {
  messages: number;
  seconds: number;
  perSecond: number;
  /** CPU time of the side's worker for one message, in milliseconds; absent where the system does not tell. */
  workerCpuMs?: number;
  /** What the first message, which is not measured, left behind. */
  nest: NestCount;
}

/** Leads one conversation to its end. */
export type Lead = (stack: Stack, side: Side, order: StoryOrder) => Promise<BenchConversation>;

/** How much to do: rounds in turn for both sides, so many messages a round, so many in flight. */
export interface Load {
  rounds: number;
  messages: number;
  inFlight: number;
}

/** Measures rounds of one side and the other in turn; every message is a conversation of its own. */
export async function measureThroughput(
  stack: Stack,
  sides: Sides,
  orders: readonly StoryOrder[],
  load: Load,
  lead: Lead,
): Promise<Record<SideName, Throughput>> {
  const [first] = orders;
  if (first === undefined) throw new Error('The order book has no such order.');
  const nestOf = async (side: Side): Promise<NestCount> =>
    countNest(stack.temporal, (await lead(stack, side, first)).workflowId);
  const nests = { product: await nestOf(sides[0]), baseline: await nestOf(sides[1]) };
  const total = { product: { seconds: 0, cpu: 0 }, baseline: { seconds: 0, cpu: 0 } };
  for (let round = 0; round < load.rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      const before = await cpuMs(side.worker.pid);
      const started = Date.now();
      await carry(load, orders, (order) => lead(stack, side, order));
      total[side.name].seconds += (Date.now() - started) / 1000;
      total[side.name].cpu += ((await cpuMs(side.worker.pid)) ?? Number.NaN) - (before ?? Number.NaN);
    }
  }
  const messages = load.rounds * load.messages;
  return {
    product: { ...figures(messages, total.product), nest: nests.product },
    baseline: { ...figures(messages, total.baseline), nest: nests.baseline },
  };
}

function figures(
  messages: number,
  { seconds, cpu }: { seconds: number; cpu: number },
): Omit<Throughput, 'nest'> {
  return {
    messages,
    seconds: rounded(seconds, 2),
    perSecond: rounded(messages / seconds, 2),
    ...(Number.isNaN(cpu) ? {} : { workerCpuMs: rounded(cpu / messages, 1) }),
  };
}

/** Leads so many conversations, so many at a time. */
export async function carry(
  { messages, inFlight }: Load,
  orders: readonly StoryOrder[],
  lead: (order: StoryOrder) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < messages; index = next++) {
      const order = orders[index % orders.length];
      if (order !== undefined) await lead(order);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}
