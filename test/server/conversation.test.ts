/** A conversation on the whole stack: whatever comes too early or too late is answered once. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Stage } from '../../demo/scenes/scene.js';
import { Transcript } from '../../demo/scenes/transcript.js';
import type { DemoCustomer } from '../../demo/stack/customer.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { OutboxRow } from '../../src/store/store.js';

describe('a conversation', () => {
  let stack: Stack;
  let stage: Stage;

  beforeAll(async () => {
    stack = await startStack();
    stage = new Stage(stack, new Transcript(() => undefined));
  });
  afterAll(async () => {
    await stack[Symbol.asyncDispose]();
  });

  const send = (conversation: string, seq: number, text: string) =>
    stack.client.conversations.send({
      ...{ merchant: 'demo', conversation, messageId: randomUUID(), seq, text },
      ...{ sentAt: new Date().toISOString(), language: 'en' },
    });
  const replies = (conversation: string, count: number): Promise<OutboxRow[]> =>
    stack.client.conversations.awaitReplies('demo', conversation, { count, timeoutMs: 90_000 });
  const textsOf = (rows: readonly OutboxRow[]): string[] => rows.map(({ body }) => body.text);
  const settled = async (conversation: string): Promise<OutboxRow[]> => {
    await delay(1_500);
    return stack.client.conversations.replies('demo', conversation);
  };

  async function asksForARefund(): Promise<DemoCustomer> {
    const order = stack.stories.refundable.from60To190[0]!;
    const customer = stage.signedIn(order.customer);
    await customer.says(`I would like a refund for order ${order.nummer}, please.`);
    await stage.hearsUntil(customer, /What would you like refunded/);
    await customer.says('The whole order');
    await stage.hearsUntil(customer, /Would you like me to refund/);
    return customer;
  }

  test('a message that comes while all workers are down is answered when one is up', async () => {
    const conversation = randomUUID();
    await stack.worker.kill('SIGKILL');
    await send(conversation, 1, 'Good morning to you all');
    expect(await settled(conversation)).toEqual([]);
    stack.worker = await stack.startWorker();
    expect(await replies(conversation, 1)).toHaveLength(1);
  });

  test('what a program has written is for people, who read why; nothing is said to it', async () => {
    const conversation = randomUUID();
    const sent = { merchant: 'demo', conversation, sentAt: new Date().toISOString(), language: 'en' };
    const text = 'Where is my order 11246?';
    await stack.client.conversations.send({ ...sent, messageId: 'm1', seq: 1, text, automatic: true });
    await replies(conversation, 1);
    await send(conversation, 2, text);
    const rows = await replies(conversation, 2);
    expect(rows.map(({ kind, body }) => [kind, body.text])).toEqual([
      ['handover', expect.stringMatching(/sent automatically/)],
      ['passed_on', text],
    ]);
  });

  test('one text in a loop is answered twice', async () => {
    const conversation = randomUUID();
    const text = 'Thank you!';
    for (const seq of [1, 2, 3, 4]) {
      await send(conversation, seq, text);
      await replies(conversation, seq);
    }
    expect((await settled(conversation)).map(({ kind }) => kind)).toEqual([
      ...['reply', 'reply', 'handover', 'passed_on'],
    ]);
  });

  test('of four matters three run; the fourth is acknowledged, and runs when there is a place', async () => {
    const { customer: who, delivered, shipped, open } = stack.stories.threeOrders[0]!;
    const customer = stage.signedIn(who);
    const refund = ({ nummer }: { nummer: string }): string =>
      `I would like a refund for order ${nummer}, please.`;
    for (const [text, heard] of [
      [refund(delivered), 'What would you like refunded'],
      [refund(shipped), 'What would you like refunded'],
      ['Where is my parcel?', 'Which order is this about?'],
      [refund(open), 'I’ve noted that'],
    ] as const) {
      await customer.says(text);
      expect(textsOf(await customer.hears())).toEqual([expect.stringContaining(heard)]);
    }
    await customer.says(shipped.nummer);
    await stage.hearsUntil(customer, /on its way/);
  });

  test('what is wanted again while its run is open starts no second one: the question is repeated', async () => {
    const order = stack.stories.refundable.from60To190[0]!;
    const customer = stage.signedIn(order.customer);
    for (const text of [
      `I would like a refund for order ${order.nummer}, please.`,
      'I would like a refund!',
    ]) {
      await customer.says(text);
      expect((await customer.hears()).map(({ kind, body }) => [kind, body.text])).toEqual([
        ['question', expect.stringContaining('What would you like refunded')],
      ]);
    }
    await customer.says('The whole order');
    await stage.hearsUntil(customer, /Would you like me to refund/);
    await customer.says('No, leave it');
    expect(textsOf(await customer.hears())).toEqual(['No problem, I haven’t changed anything.']);
  });

  test('after a handover questions are withdrawn and messages passed on, until it is given back', async () => {
    const customer = await asksForARefund();
    await customer.says('I want to talk to a human');
    const heard = await customer.hears(3);
    expect(heard.map(({ kind }) => kind)).toEqual(['reply', 'handover', 'reply']);
    expect(textsOf(heard)[2]).toMatch(/Would you like me to refund.*haven’t done anything/);
    await customer.says('Yes, please');
    expect((await customer.hears()).map(({ kind }) => kind)).toEqual(['passed_on']);
    await stack.client.conversations.giveBack('demo', customer.conversation, 'anna');
    await customer.says('Where is my parcel?');
    await stage.hearsUntil(customer, /delivered/);
    expect(await stack.client.approvals.list('demo')).toEqual([]);
  });

  test('small talk leaves a question open and repeats it; a bare order number goes on with the matter', async () => {
    const customer = await asksForARefund();
    await customer.says('Thanks! I have a question');
    expect(textsOf(await customer.hears())[0]).toMatch(/your answer to this: Would you like me to refund/);
    await customer.says('No, leave it');
    await stage.hearsUntil(customer, /I haven’t changed anything/);
    await customer.says('hello?');
    expect(textsOf(await customer.hears())).toEqual(['Hello! How can I help you?']);
    const { nummer } = stack.stories.refundable.from60To190[0]!;
    await customer.says(`and ${nummer}?`);
    await stage.hearsUntil(customer, new RegExp(`What would you like refunded .* ${nummer}`));
  });

  test('an answer to a question that has closed meanwhile is not lost', async () => {
    const customer = await asksForARefund();
    const { workflow } = stack.temporal;
    await stack.worker.kill('SIGKILL');
    const below = workflow.list({
      query: `WorkflowId STARTS_WITH "${customer.workflowId}/" AND ExecutionStatus = "Running"`,
    });
    for await (const { workflowId } of below)
      await workflow.getHandle(workflowId).terminate('ended from outside');
    await customer.says('Yes, please');
    stack.worker = await stack.startWorker();
    expect((await customer.hears()).map(({ kind }) => kind)).toEqual(['reply']);
    expect(await stack.client.approvals.list('demo')).toEqual([]);
  });
});
