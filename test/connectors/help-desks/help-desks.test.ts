/** Help desks: a customer's message comes in once, a reply goes out once, whatever is lost, and people take over and give back. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WorkflowClient } from '@temporalio/client';
import { takeEvents } from '../../../src/activities/take-events.js';
import type { CallPorts } from '../../../src/calls/ports.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { deliverDueReplies, deliveredChannels } from '../../../src/notices/deliver-replies.js';
import { opaqueConversation, opaqueThread } from '../../../src/security/opaque-conversation.js';
import { fresh } from '../../store/support/subject.js';
import { testStore, type TestStore } from '../../support/store.js';
import { startZendesk, type Hook } from '../../peers/help-desks/zendesk.js';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { connectDesk, hookSecret } from './connect.js';
import { desks, type DeskUnderTest } from './desks.js';

const secret = 'a secret of at least thirty-two characters';
const minute = 60_000;

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});

beforeEach(() => store.clock.ahead(0));

/** A merchant whose channel `desk` is this desk, and a worker of it. */
async function world(name: 'zendesk' | 'gorgias', desk: DeskUnderTest) {
  const merchant = fresh('merchant');
  const connection = connectDesk(name, desk.url);
  const signals: unknown[] = [];
  const logged: object[] = [];
  const counted: string[] = [];
  let ahead = 0;
  const silent = (): void => undefined;
  const channels = { desk: { connection: 'desk' } };
  const served = { config: { channels }, connections: new Map([['desk', connection]]) };
  const merchants = new Map([[merchant, served as unknown as Merchant]]);
  const log = {
    ...{ debug: silent, info: silent },
    warn: (fields: object) => void logged.push(fields),
    error: (fields: object) => void logged.push(fields),
  };
  const workflow = {
    signalWithStart: (_: string, { signalArgs: [signal] }: { signalArgs: [unknown] }) =>
      Promise.resolve(void signals.push(signal)),
  } as unknown as WorkflowClient;
  const metrics = {
    ...{ eventTaken: silent, writeContradicted: silent },
    messageLeft: ({ why }: { why: string }) => void counted.push(`left ${why}`),
  };
  const deps = { merchants, store, secret, log, metrics, workflow, now: Date.now };
  // An event of a thread asks for no call.
  const take = takeEvents(deps as unknown as Parameters<typeof takeEvents>[0], {} as CallPorts);
  const options = {
    ...{ merchants, store, secretsOf: () => () => undefined, egressAllow: [], http: {}, log },
    metrics: { replyTried: ({ outcome }: { outcome: string }) => void counted.push(outcome) },
    now: () => Date.now() + ahead,
  };
  await store.replyDeliveries.begin(deliveredChannels(merchants));
  const idOf = (thread: string): string => opaqueThread(secret, merchant, 'desk', thread);
  return {
    ...{ merchant, signals, logged, counted, connection, idOf },
    /** The API takes requests in, a worker takes them up; how the requests were judged. */
    async hears(...hooks: readonly Hook[]) {
      const judged: string[] = [];
      for (const hook of hooks) {
        const taken = await connection.events!.take(hook, Date.now());
        judged.push(taken.is);
        if (taken.is !== 'taken') continue;
        await store.events.keep(
          taken.items.map(({ id, item }) => ({ merchant, connection: 'desk', id, body: item })),
        );
      }
      await take({ merchant });
      return judged;
    },
    messages: (thread: string) => store.messages.list(merchant, idOf(thread), 10),
    peopleSince: async (thread: string) =>
      (await store.conversations.find(merchant, idOf(thread)))?.peopleSince,
    says: (thread: string, text: string, kind: 'reply' | 'question' = 'reply') =>
      store.outbox.add({ merchant, conversation: idOf(thread), kind, body: { text }, key: fresh('key') }),
    handsOver: (thread: string) =>
      store.outbox.add({
        ...{ merchant, conversation: idOf(thread), kind: 'handover', key: fresh('key') },
        body: { text: 'Wants a colleague.', queue: 'returns', details: 'Order 1001' },
      }),
    /** Delivers what is due at that time; whether anything was. */
    async until(ms: number) {
      ahead = ms;
      await store.clock.ahead(ms);
      for (let count = 1; count > 0;) count = await deliverDueReplies(options);
    },
  };
}

describe.each(['zendesk', 'gorgias'] as const)('%s', (name) => {
  let desk: DeskUnderTest;
  beforeAll(async () => {
    desk = await desks[name]();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });
  const begin = () => world(name, desk);

  test('a customer’s message comes in once, with its subject, and starts the conversation', async () => {
    const it = await begin();
    const { thread, hooks } = desk.opens('Where is "my" order\n1001?');
    expect(new Set(await it.hears(...hooks, ...hooks))).toEqual(new Set(['taken']));
    await it.hears(desk.writes(thread, 'customer', 'It is late.'));
    const kept = await it.messages(thread);
    expect(kept.map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'Where is "my" order\n1001?'],
      [2, 'It is late.'],
    ]);
    expect(kept[0]).toMatchObject({
      subject: 'A question',
      thread,
      sentAt: expect.stringMatching(/^2026-11-08T14:25/),
    });
    // It goes with the conversation: beside it nothing of it is left.
    const told = await store.events.list(it.merchant, { limit: 10 });
    expect(told.map(({ body, isTaken }) => [body, isTaken])).toEqual(told.map(() => [{}, true]));
    expect(it.signals).toEqual(
      kept.map(({ messageId, seq }) => ({ type: 'message', message: { messageId, seq } })),
    );
  });

  test('nobody else’s word counts, nor one that was changed', async () => {
    const it = await begin();
    const { hooks } = desk.opens('Refund me.');
    const [first] = hooks;
    const forged: Hook = {
      ...first!,
      headers: Object.fromEntries(
        Object.entries(first!.headers).map(([header, value]) => [
          header,
          header === 'content-type' || header.endsWith('timestamp') ? value : `${value.slice(0, -2)}AA`,
        ]),
      ),
    };
    expect(await it.hears(forged, { ...first!, headers: {} })).toEqual(['forged', 'forged']);
    if (name === 'zendesk')
      expect(await it.hears({ ...first!, body: Buffer.concat([first!.body, Buffer.from(' ')]) })).toEqual([
        'forged',
      ]);
    expect(it.signals).toEqual([]);
  });

  test('replies and questions go out in their order, once each, though answers are lost', async () => {
    const it = await begin();
    const { thread, hooks } = desk.opens('Where is my order?');
    await it.hears(...hooks);
    await it.says(thread, 'Which one?', 'question');
    await it.says(thread, 'It is on its way.');
    desk.lose(1);
    await it.until(0);
    expect(desk.said(thread)).toEqual(['Which one?']);
    // In doubt nothing is sent before the desk has had its time.
    await it.until(30_000);
    expect(desk.said(thread)).toEqual(['Which one?']);
    await it.until(2 * minute);
    expect(desk.said(thread)).toEqual(['Which one?', 'It is on its way.']);
    await it.until(60 * minute);
    expect(desk.said(thread)).toEqual(['Which one?', 'It is on its way.']);
    expect(it.counted).toEqual(['failed', 'sent', 'sent']);
  });

  test('what was never sent is sent after the desk has said so', async () => {
    const it = await begin();
    const { thread, hooks } = desk.opens('Hello?');
    await it.hears(...hooks);
    await it.says(thread, 'Hello.');
    // A worker took it and died before its first byte.
    await store.replyDeliveries.claim([{ merchant: it.merchant, channel: 'desk', most: 1 }], minute);
    await it.until(2 * minute);
    expect(desk.said(thread)).toEqual(['Hello.']);
    expect(it.counted).toEqual(['sent']);
  });

  test('a handover tags the thread and leaves a note, once, and people’s words stop the flows', async () => {
    const it = await begin();
    const { thread, hooks } = desk.opens('A person, please.');
    await it.hears(...hooks);
    await it.handsOver(thread);
    // The answers to the tag, to the note, or to both are lost.
    desk.lose(name === 'zendesk' ? 2 : 1);
    for (const ms of [0, 2 * minute, 10 * minute, 60 * minute]) await it.until(ms);
    expect(desk.noted(thread)).toEqual(['Wants a colleague.\n\nOrder 1001']);
    expect(desk.said(thread)).toEqual([]);
    expect(desk.tags(thread).sort()).toEqual(['orderly', 'orderly-returns']);
  });

  test('what staff answers takes the conversation over, ours does not, and a solved one goes back to flows', async () => {
    const it = await begin();
    const { thread, hooks } = desk.opens('Hello.');
    await it.hears(...hooks);
    it.signals.length = 0;
    await it.hears(desk.writes(thread, 'us', 'Hello, Kim.'));
    expect(it.signals).toEqual([]);
    await it.hears(
      desk.writes(thread, 'staff', 'This is Ada.'),
      desk.writes(thread, 'staff', 'I look at it.'),
    );
    expect(it.signals).toEqual([{ type: 'handed_over', queue: 'desk' }]);
    expect(await it.peopleSince(thread)).toBeDefined();
    await it.hears(desk.sets(thread, 'solved'));
    expect(it.signals.slice(1)).toEqual([{ type: 'given_back', by: 'desk' }]);
    expect(await it.peopleSince(thread)).toBeUndefined();
    expect(await it.messages(thread)).toHaveLength(1);
  });

  test('a reply to a thread that takes none is given up, and said so', async () => {
    const it = await begin();
    const { thread, hooks } = desk.opens('Hello.');
    await it.hears(...hooks);
    await it.hears(desk.sets(thread, 'closed'));
    await it.says(thread, 'Too late.');
    await it.until(0);
    expect(it.counted).toEqual([desk.refusesClosed ? 'given_up' : 'sent']);
    if (desk.refusesClosed) expect(it.logged).toMatchObject([{ code: 'thread_closed' }]);
  });
});

/** Somebody was verified in a thread. */
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
    const it = await world(name, desk);
    const { thread, hooks } = desk.opens('Where is my order 1001?');
    await it.hears(...hooks, desk.writes(thread, 'customer', 'It is kim@example.com.'));
    const id = it.idOf(thread);
    await store.verifications.verify(verified(it.merchant, id));
    expect(await store.verifications.verified(it.merchant, id, Date.now())).toHaveLength(1);
    const yes = desk.writes(thread, 'other', 'Yes, please');
    await it.hears(yes);
    expect(await store.verifications.verified(it.merchant, id, Date.now())).toEqual([]);
    // One that is taken up again is judged as before.
    await store.verifications.verify(verified(it.merchant, id));
    const [told] = await store.events.list(it.merchant, { limit: 1 });
    await store.events.replay(it.merchant, told!.number);
    await it.hears(desk.writes(thread, 'customer', 'No, it was not me.'));
    expect(asides(it.signals)).toEqual([undefined, undefined, 'author', undefined]);
    // It lies in its place, for people to read.
    expect((await it.messages(thread)).map(({ text, aside }) => [text, aside])).toEqual([
      ['Where is my order 1001?', undefined],
      ['It is kim@example.com.', undefined],
      ['Yes, please', 'author'],
      ['No, it was not me.', undefined],
    ]);
    // What was verified beside it ends when people give the thread back.
    await store.verifications.verify(verified(it.merchant, id));
    await store.conversations.giveToPeople(it.merchant, id, 'desk');
    await it.hears(desk.sets(thread, 'solved'));
    expect(await store.verifications.verified(it.merchant, id, Date.now())).toEqual([]);
  });

  test('a thread that becomes another’s is theirs from then on, and nothing of before counts', async () => {
    const it = await world(name, desk);
    const { thread, hooks } = desk.opens('Where is my order 1001?');
    await it.hears(...hooks);
    await store.verifications.verify(verified(it.merchant, it.idOf(thread)));
    desk.reassigns(thread);
    await it.hears(desk.writes(thread, 'other', 'Yes, please'), desk.writes(thread, 'other', 'Hello?'));
    await it.hears(desk.writes(thread, 'customer', 'And mine?'));
    expect(asides(it.signals)).toEqual([undefined, 'author', undefined, 'author']);
    expect(await store.verifications.verified(it.merchant, it.idOf(thread), Date.now())).toEqual([]);
  });

  test('what a program has written, and what has no text, is for people and is kept', async () => {
    const it = await world(name, desk);
    const { thread, hooks } = desk.opens('Where is my order 1001?');
    await it.hears(...hooks, desk.writes(thread, 'customer', ' '));
    await it.hears(desk.replies(thread, 'I am away until Monday.'));
    expect(asides(it.signals)).toEqual([undefined, 'no_text', 'automatic']);
    expect(await it.messages(thread)).toHaveLength(3);
  });

  test('a channel cannot take a thread away: their ids never meet', async () => {
    const it = await world(name, desk);
    const { thread, hooks } = desk.opens('Where is my order 1001?');
    for (const squatted of [`desk/${thread}`, thread, it.idOf(thread)]) {
      const id = opaqueConversation(secret, it.merchant, squatted);
      expect(await store.conversations.begin(it.merchant, id, 'mail-chat')).toBe(true);
    }
    await it.hears(...hooks);
    expect(it.signals).toHaveLength(1);
    expect((await store.conversations.find(it.merchant, it.idOf(thread)))?.channel).toBe('desk');
  });

  test.each(['erased', 'other_channel'] as const)(
    'what cannot be taken in is told, counted, and stays: %s',
    async (why) => {
      const it = await world(name, desk);
      const { thread, hooks } = desk.opens('Where is my order 1001?');
      if (why === 'other_channel') await store.conversations.begin(it.merchant, it.idOf(thread), 'before');
      else {
        await it.hears(hooks[0]!);
        await store.erasure.close(it.merchant, it.idOf(thread));
      }
      it.signals.length = 0;
      await it.hears(desk.writes(thread, 'customer', 'Are you there?'));
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
  const it = await world('zendesk', { url: desk.url } as DeskUnderTest);
  const { ticket, hooks } = desk.opens('We call you back.', { submitter: 'staff' });
  await it.hears(...hooks, desk.comments(ticket, 'customer', 'Yes, please'));
  expect(it.signals).toEqual([]);
  expect(await it.messages(String(ticket.id))).toEqual([]);
  await desk[Symbol.asyncDispose]();
});

test.each([
  "{ scheme: oauth2-client-credentials, clientId: '${secret.ID}', clientSecret: '${secret.SECRET}' }",
  "{ scheme: oauth2-refresh-token, clientId: '${secret.ID}', clientSecret: '${secret.SECRET}', refreshToken: '${secret.TOKEN}' }",
])('Zendesk takes an OAuth client: %s', (auth) => {
  const text = `connection: desk\nconnector: zendesk\nparameters: { subdomain: acme, agent: '42' }\nauth: ${auth}\nevents: { secret: '\${secret.HOOK}' }\n`;
  expect(checkConnection({ file: 'desk.yaml', text }).issues).toEqual([]);
});
