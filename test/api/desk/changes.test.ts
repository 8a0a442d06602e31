/** The stream of changes of a merchant: what changes, to whom, and until when. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fresh } from '../../store/support/subject.js';
import { type TestApi, testApi } from '../support/api.js';
import { ask } from '../support/ask.js';
import { openStream, type StreamEvent } from '../support/hear-events.js';
import { signedIn } from './support/browser.js';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

const address = (merchant = 'demo'): string => `${api.url}/v1/merchants/${merchant}/changes`;

const write = (conversation: string, merchant = 'demo') =>
  api.store.messages.add({
    ...{ merchant, conversation, messageId: fresh('m'), seq: 1 },
    ...{ text: 'Marta Klein', sentAt: '2026-11-28T09:00:00Z' },
  });

/** Events until one of this thing. */
async function until(events: AsyncGenerator<StreamEvent>, id: string): Promise<StreamEvent[]> {
  const heard: StreamEvent[] = [];
  for (;;) {
    const { value } = (await events.next()) as { value: StreamEvent };
    heard.push(value);
    if ((value.data as { id?: string }).id === id) return heard;
  }
}

test('it tells kinds and ids of the merchant’s own changes, and nothing of what was said', async () => {
  const stream = await openStream(address(), api.keys.anna);
  const [own, foreign, pause] = [fresh('c'), fresh('c'), fresh('p')];
  await write(foreign, 'other');
  await write(own);
  await api.store.pauses.pause('demo', pause, 'anna');
  const heard = await until(stream.events, pause);
  stream.close();
  const told = heard.map(({ event, data }) => ({ event, data }));
  expect(told).toContainEqual({ event: 'change', data: { kind: 'conversation', id: own } });
  expect(told).toContainEqual({ event: 'change', data: { kind: 'pause', id: pause } });
  expect(JSON.stringify(heard)).not.toMatch(new RegExp(`${foreign}|Marta`));
});

test('a stream that broke goes on behind the last event; one that was away for too long begins anew', async () => {
  const stream = await openStream(address(), api.keys.anna);
  const [before, during] = [fresh('c'), fresh('c')];
  await write(before);
  const last = (await until(stream.events, before)).at(-1)!;
  stream.close();
  await write(during);
  const again = await openStream(address(), api.keys.anna, { 'last-event-id': last.id });
  await until(again.events, during);
  again.close();
  const anew = await openStream(address(), api.keys.anna, { 'last-event-id': '99999999999' });
  const { value } = (await anew.events.next()) as { value: StreamEvent };
  expect(value).toMatchObject({ event: 'reset' });
  anew.close();
  const headers = { authorization: `Bearer ${api.keys.anna}`, 'last-event-id': 'x' };
  expect(await ask(api.url, { path: '/v1/merchants/demo/changes', headers })).toMatchObject({ status: 400 });
});

test('however many watch, each hears of it', async () => {
  const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(address(), api.keys.anna)));
  const id = fresh('c');
  await write(id);
  const heard = await Promise.all(streams.map(({ events }) => until(events, id)));
  expect(heard.map((events) => (events.at(-1)!.data as { id: string }).id)).toEqual(Array(20).fill(id));
  for (const stream of streams) stream.close();
});

test.each<[string, (hash: string) => Promise<unknown>]>([
  ['sign-out', (hash) => api.store.sessions.end(hash)],
  ['revocation', () => api.store.sessions.endAll('demo', 'anna')],
])('%s ends the streams of a session, and says so', async (_, end) => {
  const browser = await signedIn(api);
  const response = await fetch(address(), {
    headers: { ...browser.cookie(), 'sec-fetch-site': 'same-origin' },
  });
  expect(response.status).toBe(200);
  const [cookie = ''] = browser.cookies.values();
  const { linkHash } = await import('../../../src/security/link-token.js');
  await end(linkHash(cookie));
  const text = await response.text();
  expect(text.endsWith('event: ended\ndata: {}\n\n')).toBe(true);
});
