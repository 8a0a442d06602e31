/**
 * Very many long messages in one conversation, shuffled and many of them twice, over continue-as-new, a worker that is replaced
 * and people who give back: each is answered or with people, once, and no workflow task ever fails.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stateBytes } from '../../src/workflows/conversation/bounds.js';
import { seeded } from '../store/support/subject.js';
import { howMany } from '../support/how-much.js';
import { startLocalWorld } from '../time/support/local.js';
import { scripted } from '../time/support/scripted-understander.js';
import { eventually, type TimeWorld } from '../time/support/world.js';
import { chainOf, type Execution, handedOverIn, statesIn } from './support/conversation-histories.js';

const count = howMany(150, 2_000);
const random = seeded(20_261_128);
let world: TimeWorld;

beforeAll(async () => {
  // The server's own threshold of 4,096 events would take minutes to reach; every message is unclear to this understander.
  world = await startLocalWorld(
    { 'limit.historyCount.suggestContinueAsNew': 200 },
    { understander: scripted({}) },
  );
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** The size of a text, up to the 64 kB that a message may have. */
const sizes = [0, 500, 8_000, 65_500] as const;

const textOf = (seq: number): string => `message ${seq} ${'x'.repeat(sizes[seq % sizes.length] ?? 0)}`;

async function send(conversation: string, seq: number): Promise<void> {
  await world.client.conversations.send({
    ...{ merchant: 'demo', conversation, messageId: `m${seq}`, seq, text: textOf(seq) },
    ...{ sentAt: new Date().toISOString(), language: 'en' },
  });
}

/** Ids of the messages that were passed on, and the histories, once every message has an end. */
async function whenAllHaveEnded(conversation: string): Promise<{ passedOn: string[]; chain: Execution[] }> {
  const passedOn: string[] = [];
  let [replies, answered] = [0, 0];
  let read = 0;
  const chain = await eventually(
    async () => {
      for (const { position, kind, body } of await world.store.outbox.read(
        'demo',
        conversation,
        read,
        Date.now(),
      )) {
        read = position;
        if (kind === 'reply') replies += 1;
        // Every message is unclear, so what it is about is asked, once until people have it.
        if (kind === 'reply' && body.text.startsWith('I can track a parcel')) answered += 1;
        if (kind !== 'passed_on') continue;
        const { messageId = '', text } = body;
        expect(text).toBe(textOf(Number(messageId.slice(1))));
        passedOn.push(messageId);
      }
      if (passedOn.length + replies < count) return undefined;
      const histories = await chainOf(world.env.client.workflow, `demo/${conversation}`);
      const ended = new Set([...passedOn, ...handedOverIn(histories)]).size + answered;
      return ended === count ? histories : undefined;
    },
    'an end of all messages',
    600_000,
  );
  return { passedOn, chain };
}

test('a flood of messages ends answered or with people, each once', async () => {
  const conversation = randomUUID();
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const sends = shuffled([...all, ...all.filter(() => random() < 0.3)]);
  const before = process.memoryUsage().rss;
  for (let from = 0; from < sends.length; from += 25) {
    await Promise.all(sends.slice(from, from + 25).map((seq) => send(conversation, seq)));
    if (from === 25 * Math.floor(count / 100))
      await world.client.conversations.giveBack('demo', conversation, 'anna');
    if (from === 25 * Math.floor(count / 50)) await world.restartWorker();
  }
  const { passedOn, chain } = await whenAllHaveEnded(conversation);
  expect(chain.flatMap(({ failures }) => failures)).toEqual([]);
  expect(new Set(passedOn).size).toBe(passedOn.length);
  expect(chain.length).toBeGreaterThan(1);
  const states = statesIn(chain);
  expect(Math.max(...states)).toBeLessThan(stateBytes);
  const after = process.memoryUsage().rss;
  process.stdout.write(
    `${count} messages (${sends.length} sent): ${chain.length} executions, states of at most ${Math.max(...states)} bytes, ` +
      `${passedOn.length} passed on; memory ${Math.round(before / 1e6)} MB before, ${Math.round(after / 1e6)} MB after\n`,
  );
}, 900_000);
