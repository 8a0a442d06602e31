/** Three hundred messages in one conversation, over several continue-as-new: none is lost, none comes twice. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signalConversation } from '../../src/temporal/signal-conversation.js';
import { startLocalWorld } from '../time/support/local.js';
import { eventually, type TimeWorld } from '../time/support/world.js';

const count = 300;
let world: TimeWorld;

beforeAll(async () => {
  // The server's own threshold of 4,096 events would take minutes to reach.
  world = await startLocalWorld({ 'limit.historyCount.suggestContinueAsNew': 400 });
}, 120_000);
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

test('a flood of messages is passed on whole and in order', async () => {
  const conversation = randomUUID();
  const to = { merchant: 'demo', conversation, workflowId: `demo/${conversation}` };
  const send = (seq: number, text: string): Promise<void> => {
    const sentAt = new Date().toISOString();
    const message = {
      merchant: 'demo',
      conversation,
      messageId: `m${seq}`,
      seq,
      text,
      sentAt,
      language: 'en',
    };
    return signalConversation(world.env.client.workflow, to, { type: 'message', message });
  };
  await send(1, 'I want to talk to a human');
  const passedOn = async (): Promise<string[]> =>
    (await world.outbox(conversation)).flatMap(({ kind, body }) => (kind === 'passed_on' ? [body.text] : []));
  await eventually(
    async () => (await world.outbox(conversation)).find(({ kind }) => kind === 'handover'),
    'a handover',
  );
  const wanted = Array.from({ length: count }, (_, index) => `message ${index + 2}`);
  for (let from = 0; from < count; from += 20) {
    // Each twenty at once, and the last ones first.
    const batch = wanted.slice(from, from + 20).map((text, index) => [from + index + 2, text] as const);
    await Promise.all(batch.reverse().map(([seq, text]) => send(seq, text)));
  }
  await eventually(
    async () => ((await passedOn()).length >= count ? true : undefined),
    `${count} messages passed on`,
    60_000,
  );
  expect(await passedOn()).toEqual(wanted);
  const { raw } = await world.env.client.workflow.getHandle(to.workflowId).describe();
  expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(raw.workflowExecutionInfo?.execution?.runId);
}, 90_000);
