/** Forty conversations with 64 kB each at once: each is understood once and answered. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { activityInfo } from '@temporalio/activity';
import { startLocalWorld } from '../time/support/local.js';
import { eventually, type TimeWorld } from '../time/support/world.js';

const text = `${'We spent the summer by the sea, and it was fine. '.repeat(1_300)}\nWhere is my order 10023?`;
let world: TimeWorld;
/** Of each time that a message was understood: which attempt it was. */
const attempts: number[] = [];

beforeAll(async () => {
  world = await startLocalWorld({});
  world.before.set('understandMessage', () => {
    attempts.push(activityInfo().attempt);
    return Promise.resolve();
  });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('none waits for ever, none is understood twice, and runs have their merchant as fairness key', async () => {
  const conversations = Array.from({ length: 40 }, () => randomUUID());
  const { workflow } = world.env.client;
  for (const conversation of conversations)
    await world.client.conversations.send({
      ...{ merchant: 'demo', conversation, messageId: 'm1', seq: 1, text, language: 'en' },
      sentAt: new Date().toISOString(),
    });
  for (const conversation of conversations)
    await eventually(async () => (await world.outbox(conversation))[0], 'a reply', 120_000);
  // A busy machine may give an attempt up; its retry joins the answer under way.
  expect(attempts.filter((attempt) => attempt === 1)).toHaveLength(conversations.length);
  const [first = ''] = conversations;
  const keys: (string | undefined)[] = [];
  for await (const { workflowId } of workflow.list())
    if (workflowId.startsWith(`demo/${first}`))
      keys.push((await workflow.getHandle(workflowId).describe()).priority?.fairnessKey);
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys)).toEqual(new Set(['demo']));
});
