/** Help desks: a customer's message comes in once, a reply goes out once, whatever is lost, and people take over and give back. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testStore, type TestStore } from '../../support/store.js';
import type { Hook } from '../../peers/help-desks/zendesk.js';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { desks, type DeskUnderTest } from './desks.js';
import { deskWorld } from './world.js';

const minute = 60_000;

let store: TestStore;
beforeAll(async () => {
  store = await testStore();
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
});

beforeEach(() => store.clock.ahead(0));

describe.each(['zendesk', 'gorgias'] as const)('%s', (name) => {
  let desk: DeskUnderTest;
  beforeAll(async () => {
    desk = await desks[name]();
  });
  afterAll(async () => {
    await desk[Symbol.asyncDispose]();
  });
  const begin = () => deskWorld(store, name, desk);

  test('a customer’s message comes in once, with its subject, and starts the conversation', async () => {
    const it = await begin();
    const { ticket, hooks } = desk.opens('Where is "my" order\n1001?');
    expect(new Set(await it.hears(...hooks, ...hooks))).toEqual(new Set(['taken']));
    await it.hears(desk.writes(ticket, 'customer', 'It is late.'));
    const kept = await it.messages(ticket);
    expect(kept.map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'Where is "my" order\n1001?'],
      [2, 'It is late.'],
    ]);
    expect(kept[0]).toMatchObject({
      subject: 'A question',
      ticket,
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
    const { ticket, hooks } = desk.opens('Where is my order?');
    await it.hears(...hooks);
    await it.says(ticket, 'Which one?', 'question');
    await it.says(ticket, 'It is on its way.');
    desk.lose(1);
    await it.until(0);
    expect(desk.said(ticket)).toEqual(['Which one?']);
    // In doubt nothing is sent before the desk has had its time.
    await it.until(30_000);
    expect(desk.said(ticket)).toEqual(['Which one?']);
    await it.until(2 * minute);
    expect(desk.said(ticket)).toEqual(['Which one?', 'It is on its way.']);
    await it.until(60 * minute);
    expect(desk.said(ticket)).toEqual(['Which one?', 'It is on its way.']);
    expect(it.counted).toEqual(['failed', 'sent', 'sent']);
  });

  test('what was never sent is sent after the desk has said so', async () => {
    const it = await begin();
    const { ticket, hooks } = desk.opens('Hello?');
    await it.hears(...hooks);
    await it.says(ticket, 'Hello.');
    // A worker took it and died before its first byte.
    await store.replyDeliveries.claim([{ merchant: it.merchant, channel: 'desk', most: 1 }], minute);
    await it.until(2 * minute);
    expect(desk.said(ticket)).toEqual(['Hello.']);
    expect(it.counted).toEqual(['sent']);
  });

  test('a handover tags the ticket and leaves a note, once, and people’s words stop the flows', async () => {
    const it = await begin();
    const { ticket, hooks } = desk.opens('A person, please.');
    await it.hears(...hooks);
    await it.handsOver(ticket);
    // The answers to the tag, to the note, or to both are lost.
    desk.lose(name === 'zendesk' ? 2 : 1);
    for (const ms of [0, 2 * minute, 10 * minute, 60 * minute]) await it.until(ms);
    expect(desk.noted(ticket)).toEqual(['Wants a colleague.\n\nOrder 1001']);
    expect(desk.said(ticket)).toEqual([]);
    expect(desk.tags(ticket).sort()).toEqual(['orderly', 'orderly-returns']);
  });

  test('what staff answers takes the conversation over, ours does not, and a solved one goes back to flows', async () => {
    const it = await begin();
    const { ticket, hooks } = desk.opens('Hello.');
    await it.hears(...hooks);
    it.signals.length = 0;
    await it.hears(desk.writes(ticket, 'us', 'Hello, Kim.'));
    expect(it.signals).toEqual([]);
    await it.hears(
      desk.writes(ticket, 'staff', 'This is Ada.'),
      desk.writes(ticket, 'staff', 'I look at it.'),
    );
    expect(it.signals).toEqual([{ type: 'handed_over', queue: 'desk' }]);
    expect(await it.peopleSince(ticket)).toBeDefined();
    await it.hears(desk.sets(ticket, 'solved'));
    expect(it.signals.slice(1)).toEqual([{ type: 'given_back', by: 'desk' }]);
    expect(await it.peopleSince(ticket)).toBeUndefined();
    expect(await it.messages(ticket)).toHaveLength(1);
  });

  test('a reply to a ticket that takes none is given up, and said so', async () => {
    const it = await begin();
    const { ticket, hooks } = desk.opens('Hello.');
    await it.hears(...hooks);
    await it.hears(desk.sets(ticket, 'closed'));
    await it.says(ticket, 'Too late.');
    await it.until(0);
    expect(it.counted).toEqual([desk.refusesClosed ? 'given_up' : 'sent']);
    if (desk.refusesClosed) expect(it.logged).toMatchObject([{ code: 'ticket_closed' }]);
  });
});

test.each([
  "{ scheme: oauth2-client-credentials, clientId: '${secret.ID}', clientSecret: '${secret.SECRET}' }",
  "{ scheme: oauth2-refresh-token, clientId: '${secret.ID}', clientSecret: '${secret.SECRET}', refreshToken: '${secret.TOKEN}' }",
])('Zendesk takes an OAuth client: %s', (auth) => {
  const text = `connection: desk\nconnector: zendesk\nparameters: { subdomain: acme, agent: '42' }\nauth: ${auth}\nevents: { secret: '\${secret.HOOK}' }\n`;
  expect(checkConnection({ file: 'desk.yaml', text }).issues).toEqual([]);
});
