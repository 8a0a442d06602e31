/** Store and workflow agree who has a conversation: after a week of silence, and where Temporal fails half-way. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkflowClient } from '@temporalio/client';
import { Conversations } from '../../src/client/conversations.js';
import { findConversation } from '../../src/client/resolve-conversation-id.js';
import type { FlowIr } from '../../src/contracts/ir.js';
import { mainFlow } from '../../src/contracts/main-flow.js';
import { opaqueConversation, opaqueTicket } from '../../src/security/opaque-conversation.js';
import type { Store } from '../../src/store/store.js';
import { testStore } from '../support/store.js';

let store: Store;
beforeAll(async () => {
  store = await testStore();
  await store.flowVersions.publish({ merchant: 'demo', flow: mainFlow, hash: 'h', ir: {} as FlowIr });
});
afterAll(() => store[Symbol.asyncDispose]());

/** Clients whose conversations' workflows have all closed; with `away`, none can be reached. */
function clientOf() {
  const started: object[] = [];
  const temporal = { away: false };
  const signals: object[] = [];
  const workflow = {
    signalWithStart: (_: string, { args, signalArgs }: { args: [object]; signalArgs: [object] }) => {
      if (temporal.away) return Promise.reject(new Error('away'));
      started.push(args[0]);
      signals.push(signalArgs[0]);
      return Promise.resolve();
    },
  } as unknown as WorkflowClient;
  const secret = 'a secret of at least thirty-two characters';
  return {
    conversations: new Conversations({ workflow, store, secret }),
    started,
    signals,
    temporal,
    secret,
  };
}

const message = (conversation: string, seq: number) => ({
  ...{
    merchant: 'demo',
    conversation,
    messageId: `m${seq}`,
    seq,
    text: 'Hello',
    sentAt: '2026-11-28T09:00:00Z',
  },
});

test('a closed conversation is opened for whoever had it', async () => {
  const { conversations, started } = clientOf();
  const conversation = randomUUID();
  const flows = { merchant: 'demo', conversation };
  await conversations.send(message(conversation, 1), 'chat');
  await conversations.takeOver('demo', conversation, 'anna');
  await conversations.send(message(conversation, 2), 'chat');
  await conversations.giveBack('demo', conversation, 'anna');
  await conversations.send(message(conversation, 3), 'chat');
  expect(started).toEqual([flows, flows, { ...flows, withPeople: true }, flows, flows]);
});

test('what a program has written is put aside, and read so', async () => {
  const { conversations, signals } = clientOf();
  const conversation = randomUUID();
  await conversations.send(message(conversation, 1), 'chat');
  await conversations.send({ ...message(conversation, 2), automatic: true }, 'chat');
  expect(signals).toEqual([
    { type: 'message', message: { messageId: 'm1', seq: 1 } },
    { type: 'message', message: { messageId: 'm2', seq: 2, aside: 'automatic' } },
  ]);
  const { entries } = await conversations.read('demo', conversation, 'anna');
  expect(entries.map(({ aside }) => aside)).toEqual([undefined, 'automatic']);
});

test('a ticket of a help desk is meant by its channel and id, whatever a channel has called like it', async () => {
  const { conversations, secret } = clientOf();
  await conversations.send(message('tickets/5158', 1), 'chat');
  const found = (): Promise<string> => findConversation({ store, secret }, 'demo', 'tickets/5158');
  expect(await found()).toBe(opaqueConversation(secret, 'demo', 'tickets/5158'));
  const ticket = opaqueTicket(secret, 'demo', 'tickets', '5158');
  await store.conversations.begin('demo', ticket, 'tickets');
  expect(await found()).toBe(ticket);
});

test('what is taken or given back half-way stays in the list of people', async () => {
  const { conversations, temporal } = clientOf();
  const conversation = randomUUID();
  await conversations.send(message(conversation, 1), 'chat');
  const isListed = async (): Promise<boolean> =>
    (await store.conversations.find('demo', conversation))?.peopleSince !== undefined;
  temporal.away = true;
  await expect(conversations.takeOver('demo', conversation, 'anna')).rejects.toThrow('away');
  expect(await isListed()).toBe(true);
  await expect(conversations.giveBack('demo', conversation, 'anna')).rejects.toThrow('away');
  expect(await isListed()).toBe(true);
  temporal.away = false;
  await conversations.giveBack('demo', conversation, 'anna');
  expect(await isListed()).toBe(false);
});
