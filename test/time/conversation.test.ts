/** A conversation in the course of time: gaps are waited for, questions expire, silence closes and a message reopens. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEnd } from '../../src/contracts/workflow-messages.js';
import { startRefund } from './support/refund.js';
import { testServer, whyNot } from './support/test-server.js';
import { eventually, startTimeWorld, type TimeWorld } from './support/world.js';

const suite = testServer === undefined ? describe.skip : describe;
const day = 86_400_000;

suite(`a conversation in the course of time${whyNot}`, () => {
  let world: TimeWorld;

  beforeAll(async () => {
    world = await startTimeWorld(testServer ?? '');
  });
  afterAll(async () => {
    await world[Symbol.asyncDispose]();
  });

  async function send(conversation: string, seq: number, text: string): Promise<void> {
    const sentAt = new Date(await world.now()).toISOString();
    const message = {
      merchant: 'demo',
      conversation,
      messageId: randomUUID(),
      seq,
      text,
      sentAt,
      language: 'en',
    };
    await world.client.conversations.send(message);
  }
  const rows = (conversation: string, count: number): Promise<string[]> =>
    eventually(async () => {
      const all = await world.outbox(conversation);
      return all.length >= count ? all.map(({ kind }) => kind) : undefined;
    }, `${count} replies`);

  test('a missing message is waited for five seconds, then the later one is answered', async () => {
    const conversation = randomUUID();
    await send(conversation, 1, 'Good morning to you all');
    await rows(conversation, 1);
    await send(conversation, 3, 'What a lovely day it is');
    const arrived = await world.now();
    await rows(conversation, 2);
    expect((await world.now()) - arrived).toBeGreaterThanOrEqual(5_000);
  });

  test('a question that nobody answers expires after two days: handed over', async () => {
    const refund = await startRefund(world, 0);
    await world.passesUntil((await world.now()) + 2 * day - 3_600_000);
    expect((await refund.handle.describe()).status.name).toBe('RUNNING');
    await world.passesUntil((await world.now()) + 7_200_000);
    expect(((await refund.handle.result()) as RunEnd).result).toBe('handed_over');
    expect((await world.outbox(refund.conversation)).map(({ kind }) => kind)).toContain('handover');
    expect(await world.paid(refund.order)).toEqual([]);
  });

  test('seven days of silence close it, and the next message opens it again', async () => {
    const conversation = randomUUID();
    await send(conversation, 1, 'Good morning to you all');
    await rows(conversation, 1);
    const handle = world.env.client.workflow.getHandle(`demo/${conversation}`);
    await world.passesUntil((await world.now()) + 6 * day);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await world.passesUntil((await world.now()) + day + 3_600_000);
    const closed = await handle.describe();
    expect(closed.status.name).toBe('COMPLETED');
    await send(conversation, 2, 'What a lovely day it is');
    await world.passesUntil((await world.now()) + 6_000);
    await rows(conversation, 2);
    expect((await handle.describe()).runId).not.toBe(closed.runId);
  });
});
