/** Lists of the desk over HTTP, and the same through the typed client: all from the store, with no Temporal there. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectOverHttp } from '../../../src/client/over-http.js';
import type { TypedClient } from '../../../src/client/typed-client.js';
import type { EffectRecord } from '../../../src/store/store.js';
import { opened } from '../../store/support/requests.js';
import { fresh } from '../../store/support/subject.js';
import { type TestApi, testApi } from '../support/api.js';
import { type Browser, signedIn } from './support/browser.js';

let api: TestApi;
let browser: Browser;
const conversations = [randomUUID(), randomUUID(), randomUUID()] as const;
beforeAll(async () => {
  api = await testApi();
  browser = await signedIn(api);
  await fill(api);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

const write = (conversation: string, visit: number, state: EffectRecord['state']): EffectRecord => ({
  ...{ merchant: 'demo', workflowId: `demo/${conversation}/r`, step: 'refund', visit, key: fresh('key') },
  ...{ operation: 'payments.refund', connection: 'psp', effect: 'money', digest: 'd', state },
  ...{ sender: 'a1', sendBy: 2, firstSentAt: visit, out: [{ attempt: 'a1', at: visit }], asked: 0 },
  doubled: false,
});

/** Two conversations with people, one with flows; three requests, of which two have ended; three writes. */
async function fill({ store }: TestApi): Promise<void> {
  for (const [index, conversation] of conversations.entries()) {
    await store.conversations.begin('demo', conversation, 'chat');
    await store.messages.add({
      ...{ merchant: 'demo', conversation, messageId: 'm1', seq: 1, sentAt: '2026-11-28T09:00:00Z' },
      text: `Hello\n  <b>${index}</b> ${'x'.repeat(200)}`,
    });
    const row = write(conversation, index + 1, index === 0 ? 'unknown' : 'done');
    await store.effects.change({ id: row, holder: fresh('h') }, () => ({ row, value: undefined }));
    const request = opened({ merchant: 'demo', conversation, workflowId: row.workflowId });
    await store.approvals.open(request, []);
    const end = { state: 'rejected', at: index, decidedBy: 'ben', comment: 'No' } as const;
    if (index > 0) await store.approvals.end('demo', request.request.id, end);
  }
  for (const conversation of conversations.slice(0, 2)) {
    const handover = {
      customer: { name: 'Marta Klein', email: 'marta@example.com', verified: 'facts' as const },
      record: { kind: 'order' as const, number: '10105', status: 'delivered' },
      ...{ intent: 'refund', flag: 'fraud' as const, priority: 'high' as const, said: [], tried: [] },
      links: { conversation: 'c' },
    };
    const body = { text: 'The system refused it.', queue: 'service', details: 'D', handover };
    await store.outbox.add({ merchant: 'demo', conversation, key: fresh('k'), kind: 'handover', body });
    await store.conversations.giveToPeople('demo', conversation, 'service');
  }
  await store.pauses.pause('demo', 'connection:psp', 'anna');
}

const get = async (path: string): Promise<Record<string, unknown>> => {
  const { status, text } = await browser.page('GET', `/v1/merchants/demo/${path}`);
  return { status, ...(JSON.parse(text) as object) };
};

test('a conversation that people have says who is asking about what, why, and what was last said', async () => {
  const { conversations: rows } = (await get('conversations?with=people')) as { conversations: object[] };
  expect(rows).toHaveLength(2);
  expect(rows[0]).toMatchObject({
    ...{ queue: 'service', people: 'service', reason: 'The system refused it.', intent: 'refund' },
    ...{ flag: 'fraud', priority: 'high', record: { number: '10105' }, channel: 'chat' },
    customer: { name: 'Marta Klein', email: 'marta@example.com', verified: 'facts' },
    last: { by: 'customer', at: expect.stringMatching(/^20\d\d-.*Z$/) },
  });
  const { last } = rows[0] as { last: { text: string } };
  expect(last.text).toMatch(/^Hello <b>\d<\/b> x+…$/);
  expect(last.text.length).toBeLessThanOrEqual(160);
});

test('assignment is seen, filtered by and audited; who is no agent, or what flows have, is refused', async () => {
  const [first] = conversations;
  const assign = (to: unknown, id: string = first) =>
    browser.page('POST', `/v1/merchants/demo/conversations/${id}/assignee`, { to });
  expect(await assign('ben')).toMatchObject({ status: 202 });
  const listed = async (query: string): Promise<string[]> => {
    const { conversations: rows } = (await get(`conversations?${query}`)) as {
      conversations: { conversation: string }[];
    };
    return rows.map(({ conversation }) => conversation);
  };
  expect(await listed('assignee=ben')).toEqual([first]);
  expect(await listed('unassigned=true')).toEqual([conversations[1]]);
  expect(await listed('queue=service')).toHaveLength(2);
  expect(await listed('queue=other')).toEqual([]);
  expect(await assign('nobody')).toMatchObject({ status: 400 });
  expect(await assign('ben', conversations[2])).toMatchObject({ status: 409 });
  const { entries } = (await get('audit?action=conversation.assign')) as { entries: object[] };
  expect(entries).toMatchObject([{ actor: 'anna', details: { to: 'ben' } }]);
  expect(await assign(null)).toMatchObject({ status: 202 });
});

test('pages follow each other, and a cursor that is none of ours is refused', async () => {
  for (const [path, name, all] of [
    ['conversations', 'conversations', 3],
    ['approvals?state=decided', 'approvals', 2],
    ['effects?state=all', 'effects', 3],
    ['audit', 'entries', 3],
  ] as const) {
    const ids = new Set<string>();
    let next: string | undefined;
    let pages = 0;
    do {
      const cursor = next === undefined ? '' : `&cursor=${next}`;
      const answer = (await get(`${path}${path.includes('?') ? '&' : '?'}limit=1${cursor}`)) as {
        next?: string;
      } & Record<string, object[]>;
      for (const item of answer[name]!) ids.add(JSON.stringify(item));
      next = answer.next;
      pages += 1;
    } while (next !== undefined && pages < 20);
    expect({ path, pages, items: ids.size }).toEqual({ path, pages: ids.size, items: ids.size });
    expect(ids.size).toBeGreaterThanOrEqual(all);
    for (const wrong of ['x', 'e30', 'W10', '%00'])
      expect(await get(`${path}${path.includes('?') ? '&' : '?'}cursor=${wrong}`)).toMatchObject({
        status: 400,
      });
  }
});

test('counts are those of the agent who asks', async () => {
  expect(await get('counts')).toEqual({
    status: 200,
    approvals: { open: 1, mine: 1 },
    conversations: {
      ...{ people: 2, mine: 0, unassigned: 2, flows: 1, byQueue: [{ queue: 'service', count: 2 }] },
    },
    effects: { unclear: 1 },
    paused: [{ what: 'psp', by: 'anna', since: expect.any(String) }],
  });
});

describe.each<[string, () => TypedClient]>([
  ['through the store', () => api.client],
  ['over HTTP', () => connectOverHttp({ url: api.url, key: api.keys.anna })],
])('the typed client, %s', (_, client) => {
  test('lists writes, ended requests, the audit trail, what is paused, and counts', async () => {
    const { desk, approvals, conversations: talks } = client();
    const first = await desk.writes('demo', { limit: 2 });
    expect(first.items.map(({ visit, firstSentAt, state }) => ({ visit, firstSentAt, state }))).toEqual([
      { visit: 3, firstSentAt: 3, state: 'done' },
      { visit: 2, firstSentAt: 2, state: 'done' },
    ]);
    const rest = await desk.writes('demo', { limit: 2, cursor: first.next! });
    expect(rest).toMatchObject({ items: [{ visit: 1, state: 'unknown', sentAt: [1], step: 'refund' }] });
    expect(rest.next).toBeUndefined();
    const decided = await approvals.decided('demo', { limit: 1 });
    expect(decided).toMatchObject({ items: [{ state: 'rejected', decidedBy: 'ben', endedAt: 2 }] });
    expect(await approvals.decided('demo', { limit: 1, cursor: decided.next! })).toMatchObject({
      items: [{ endedAt: 1 }],
    });
    const { items } = await desk.audit('demo', { limit: 1, actor: 'anna' });
    expect(items).toMatchObject([{ actor: 'anna', id: expect.any(Number), at: expect.any(Number) }]);
    expect(await desk.pauses('demo')).toMatchObject([{ scope: 'connection:psp', by: 'anna' }]);
    expect(await desk.investigations('demo')).toEqual([]);
    const counts = await desk.counts('demo', { name: 'anna', roles: ['refund-approver'] });
    expect(counts).toMatchObject({ approvals: { open: 1, mine: 1 }, conversations: { people: 2 } });
    const listed = await talks.list('demo', { with: 'people', assignee: null });
    expect(listed).toMatchObject([{ reason: 'The system refused it.' }, { last: { by: 'customer' } }]);
    await talks.assign('demo', conversations[0], 'ben', 'anna');
    expect(await talks.list('demo', { assignee: 'ben' })).toMatchObject([{ people: 'ben' }]);
    await talks.assign('demo', conversations[0], null, 'anna');
  });
});
