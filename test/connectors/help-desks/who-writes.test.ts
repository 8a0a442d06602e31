/** Who writes in a ticket of a help desk, and what cannot be taken in: only the requester is the customer, and nothing is lost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { opaqueConversation } from '../../../src/security/opaque-conversation.js';
import { startZendesk } from '../../peers/help-desks/zendesk.js';
import { testStore, type TestStore } from '../../support/store.js';
import { hookSecret } from './connect.js';
import { desks, type DeskUnderTest } from './desks.js';
import { deskWorld, secret } from './world.js';

const minute = 60_000;

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});

/** Somebody was verified in a ticket. */
const verified = (merchant: string, conversation: string) => ({
  ...{ merchant, conversation, scope: conversation, subject: 'order:o1', number: '1001', hashes: [] },
  until: Date.now() + 60 * minute,
});

describe.each(['zendesk', 'gorgias'] as const)('who writes in %s', (name) => {
  let desk: DeskUnderTest;
  beforeAll(async () => {
    desk = await desks[name]();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });
  const asides = (signals: readonly unknown[]) =>
    signals.map((signal) => (signal as { message?: { aside?: string } }).message?.aside);

  test('another’s word is for people and ends what was verified; the customer’s own goes on', async () => {
    const it = await deskWorld(store, name, desk);
    const { ticket, hooks } = desk.opens('Where is my order 1001?');
    await it.hears(...hooks, desk.writes(ticket, 'customer', 'It is kim@example.com.'));
    const id = it.idOf(ticket);
    await store.verifications.verify(verified(it.merchant, id));
    expect(await store.verifications.verified(it.merchant, id, Date.now())).toHaveLength(1);
    const yes = desk.writes(ticket, 'other', 'Yes, please');
    await it.hears(yes);
    expect(await store.verifications.verified(it.merchant, id, Date.now())).toEqual([]);
    // One that is taken up again is judged as before.
    await store.verifications.verify(verified(it.merchant, id));
    const [told] = await store.events.list(it.merchant, { limit: 1 });
    await store.events.replay(it.merchant, told!.number);
    await it.hears(desk.writes(ticket, 'customer', 'No, it was not me.'));
    expect(asides(it.signals)).toEqual([undefined, undefined, 'author', undefined]);
    // It lies in its place, for people to read.
    expect((await it.messages(ticket)).map(({ text, aside }) => [text, aside])).toEqual([
      ['Where is my order 1001?', undefined],
      ['It is kim@example.com.', undefined],
      ['Yes, please', 'author'],
      ['No, it was not me.', undefined],
    ]);
    // What was verified beside it ends when people give the ticket back.
    await store.verifications.verify(verified(it.merchant, id));
    await store.conversations.giveToPeople(it.merchant, id, 'desk');
    await it.hears(desk.sets(ticket, 'solved'));
    expect(await store.verifications.verified(it.merchant, id, Date.now())).toEqual([]);
  });

  test('a ticket that becomes another’s is theirs from then on, and nothing of before counts', async () => {
    const it = await deskWorld(store, name, desk);
    const { ticket, hooks } = desk.opens('Where is my order 1001?');
    await it.hears(...hooks);
    await store.verifications.verify(verified(it.merchant, it.idOf(ticket)));
    desk.reassigns(ticket);
    await it.hears(desk.writes(ticket, 'other', 'Yes, please'), desk.writes(ticket, 'other', 'Hello?'));
    await it.hears(desk.writes(ticket, 'customer', 'And mine?'));
    expect(asides(it.signals)).toEqual([undefined, 'author', undefined, 'author']);
    expect(await store.verifications.verified(it.merchant, it.idOf(ticket), Date.now())).toEqual([]);
  });

  test('what a program has written, and what has no text, is for people and is kept', async () => {
    const it = await deskWorld(store, name, desk);
    const { ticket, hooks } = desk.opens('Where is my order 1001?');
    await it.hears(...hooks, desk.writes(ticket, 'customer', ' '));
    await it.hears(desk.replies(ticket, 'I am away until Monday.'));
    expect(asides(it.signals)).toEqual([undefined, 'no_text', 'automatic']);
    expect(await it.messages(ticket)).toHaveLength(3);
  });

  test('a channel cannot take a ticket away: their ids never meet', async () => {
    const it = await deskWorld(store, name, desk);
    const { ticket, hooks } = desk.opens('Where is my order 1001?');
    for (const squatted of [`desk/${ticket}`, ticket, it.idOf(ticket)]) {
      const id = opaqueConversation(secret, it.merchant, squatted);
      expect(await store.conversations.begin(it.merchant, id, 'mail-chat')).toBe(true);
    }
    await it.hears(...hooks);
    expect(it.signals).toHaveLength(1);
    expect((await store.conversations.find(it.merchant, it.idOf(ticket)))?.channel).toBe('desk');
  });

  test.each(['erased', 'other_channel'] as const)(
    'what cannot be taken in is told, counted, and stays: %s',
    async (why) => {
      const it = await deskWorld(store, name, desk);
      const { ticket, hooks } = desk.opens('Where is my order 1001?');
      if (why === 'other_channel') await store.conversations.begin(it.merchant, it.idOf(ticket), 'before');
      else {
        await it.hears(hooks[0]!);
        await store.erasure.close(it.merchant, it.idOf(ticket));
      }
      it.signals.length = 0;
      await it.hears(desk.writes(ticket, 'customer', 'Are you there?'));
      expect(it.signals).toEqual([]);
      expect(it.counted).toEqual([`left ${why}`]);
      expect(it.logged).toMatchObject([{ merchant: it.merchant, connection: 'desk', why }]);
      const left = await store.events.list(it.merchant, { limit: 10, left: true });
      expect(left).toHaveLength(1);
      expect(JSON.stringify(left[0]?.body)).toContain('Are you there?');
    },
  );
});

test('a ticket that staff has opened for somebody stays with staff, whoever writes in it', async () => {
  const desk = await startZendesk(hookSecret);
  const it = await deskWorld(store, 'zendesk', desk);
  const { ticket, hooks } = desk.opens('We call you back.', { submitter: 'staff' });
  await it.hears(...hooks, desk.comments(ticket, 'customer', 'Yes, please'));
  expect(it.signals).toEqual([]);
  expect(await it.messages(String(ticket.id))).toEqual([]);
  await desk[Symbol.asyncDispose]();
});
