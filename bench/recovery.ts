/** A worker killed with messages under way: whether each is answered once, and how soon after another worker is there. */
import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../demo/shop/random.js';
import type { StoryOrder } from '../demo/shop/stories.js';
import type { Stack } from '../demo/stack/stack.js';
import { BenchConversation } from './conversation.js';
import { type Figure, single } from './figure.js';
import { median, percentile, rounded } from './statistics.js';

/** How often, with how many messages under way; the moments follow from the seed. */
export interface Kills {
  kills: number;
  messages: number;
  seed: number;
}

/** What one kill came to. */
export interface Recovered {
  /** When the worker was killed, from the first message (ms). */
  killedAfter: number;
  /** From the kill until the next worker was ready (s). */
  ready: number;
  /** From then until the last answer of each message stood in the outbox (s); below 0 if it had been there before. */
  last: number[];
  /** Messages of whose answers one is missing, or there twice. */
  lost: number;
  doubled: number;
}

/** The worker dies within this time: a message alone is answered in a quarter of it, ten together need nearly all. */
const spreadMs = 1_500;

/** Kills the product's worker again and again, and starts another one each time. */
export async function measureRecovery(
  stack: Stack,
  [order]: readonly StoryOrder[],
  { kills, messages, seed }: Kills,
): Promise<Recovered[]> {
  if (order === undefined) throw new Error('The order book has no such order.');
  const random = new Random(seed);
  const undisturbed = await send(stack, order);
  const wanted = (await undisturbed()).map(({ text }) => text);
  const recovered: Recovered[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const sent = await Promise.all(Array.from({ length: messages }, () => send(stack, order)));
    const killedAfter = Math.round(random.next() * spreadMs);
    await delay(killedAfter);
    const killedAt = Date.now();
    await stack.worker.kill('SIGKILL');
    stack.worker = await stack.startWorker();
    const readyAt = Date.now();
    const answers = await Promise.all(sent.map((answered) => answered()));
    const texts = answers.map((rows) => rows.map(({ text }) => text));
    recovered.push({
      killedAfter,
      ready: (readyAt - killedAt) / 1000,
      last: answers.map((rows) => (Math.max(...rows.map(({ at }) => at)) - readyAt) / 1000),
      lost: texts.filter((said) => wanted.some((text) => !said.includes(text))).length,
      doubled: texts.filter((said) => new Set(said).size < said.length).length,
    });
  }
  return recovered;
}

/** Sends a message; what it returns waits for the end of its run, and answers with the replies. */
async function send(stack: Stack, order: StoryOrder): Promise<() => Promise<{ text: string; at: number }[]>> {
  const side = { name: 'product', client: stack.client, worker: stack.worker } as const;
  const conversation = new BenchConversation(stack, side, order);
  const { runId } = await conversation.says(`Where is my order ${order.nummer}?`, 'wismo');
  return async () => {
    await conversation.ends(runId);
    const rows = await conversation.replies();
    return rows.map(({ body, createdAt }) => ({ text: body.text, at: createdAt }));
  };
}

/** The figures, with the limits that the product sets itself. */
export function recoveryFigures(recovered: readonly Recovered[]): Figure[] {
  const lasts = recovered.map(({ last }) => Math.max(...last));
  const none = { of: 'product', bound: '≤', value: 0 } as const;
  const sum = (of: (one: Recovered) => number): number => recovered.reduce((all, one) => all + of(one), 0);
  const seconds = (values: readonly number[], share: number): number => rounded(percentile(values, share), 1);
  return [
    single('kills', '', recovered.length),
    single(
      'messages with an answer missing',
      '',
      sum(({ lost }) => lost),
      none,
    ),
    single(
      'messages with an answer twice',
      '',
      sum(({ doubled }) => doubled),
      none,
    ),
    single(
      'from the kill to the next worker ready, p50',
      's',
      rounded(median(recovered.map(({ ready }) => ready)), 1),
    ),
    single('from then to the last answer, p50', 's', seconds(lasts, 0.5)),
    single('from then to the last answer, p95', 's', seconds(lasts, 0.95), {
      ...{ of: 'product', bound: '≤', value: 5 },
    }),
  ];
}
