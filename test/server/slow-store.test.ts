/** A store that does not answer for one merchant: its own customers wait, and nobody else's. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startLocalWorld } from '../time/support/local.js';
import { eventually, type TimeWorld } from '../time/support/world.js';

/** More at once than a worker has places for workflow tasks (40). */
const many = 60;
let world: TimeWorld;

beforeAll(async () => {
  world = await startLocalWorld({ 'history.transferProcessorMaxPollRPS': 5000 }, { others: ['slow'] });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

async function send(merchant: string): Promise<string> {
  const conversation = randomUUID();
  await world.client.conversations.send({
    ...{ merchant, conversation, messageId: randomUUID(), seq: 1, text: 'Good morning to you all' },
    ...{ sentAt: new Date().toISOString(), language: 'en' },
  });
  return conversation;
}

/** Read one after the other: whoever waits takes no connection from those who work. */
async function repliesTo(merchant: string, conversations: readonly string[]): Promise<number[]> {
  const counts: number[] = [];
  for (const each of conversations)
    counts.push((await world.store.outbox.read(merchant, each, 0, Date.now())).length);
  return counts;
}

const answered = (merchant: string, conversations: readonly string[]): Promise<number[]> =>
  eventually(
    async () => {
      const replies = await repliesTo(merchant, conversations);
      return replies.every((count) => count > 0) ? replies : undefined;
    },
    `a reply to each message of ${merchant}`,
    240_000,
  );

test('other merchants are answered meanwhile, and its own customers once it answers again', async () => {
  const { outbox } = world.store;
  const add = outbox.add.bind(outbox);
  let answer = (): void => undefined;
  const answers = new Promise<void>((resolve) => (answer = resolve));
  let underWay = 0;
  const adding = vi.spyOn(outbox, 'add').mockImplementation(async (row) => {
    if (row.merchant === 'slow') {
      underWay += 1;
      await answers;
    }
    return add(row);
  });
  try {
    const waiting = await Promise.all(Array.from({ length: many }, () => send('slow')));
    await eventually(async () => Promise.resolve(underWay >= 8 || undefined), 'a slow reply', 120_000);
    const others = await Promise.all(Array.from({ length: 10 }, () => send('demo')));
    expect(await answered('demo', others)).toEqual(others.map(() => 1));
    expect(await repliesTo('slow', waiting)).toEqual(waiting.map(() => 0));
    answer();
    expect(await answered('slow', waiting)).toEqual(waiting.map(() => 1));
  } finally {
    answer();
    adding.mockRestore();
  }
}, 600_000);
