/** Replies over HTTP: at once, as soon as one comes, as a stream; and how all of it ends with the process. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fresh } from '../store/support/subject.js';
import { type TestApi, testApi } from './support/api.js';
import { openStream } from './support/hear-events.js';

let api: TestApi;
let conversation: string;
let address: string;

beforeAll(async () => {
  api = await testApi();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});
beforeEach(async () => {
  conversation = fresh('c');
  address = `${api.url}/v1/merchants/demo/conversations/${conversation}/replies`;
  await api.store.conversations.begin('demo', opaque(), 'chat');
});

const opaque = (): string => api.client.conversations.opaque('demo', conversation);

const reply = (text: string, notBefore = 0): Promise<void> =>
  api.store.outbox.add({
    ...{ merchant: 'demo', conversation: opaque(), kind: 'reply', body: { text } },
    ...{ key: fresh('key'), notBefore },
  });

async function read(query = ''): Promise<{ position: number; body: { text: string } }[]> {
  const response = await fetch(address + query, { headers: { authorization: `Bearer ${api.keys.chat}` } });
  expect(response.status).toBe(200);
  const { replies } = (await response.json()) as {
    replies: { position: number; body: { text: string } }[];
  };
  return replies;
}

/** Resolves once somebody waits for a reply: the store is asked for what is due. */
async function untilWaiting(count = 1): Promise<void> {
  for (;;) {
    const page = await (await fetch(`${api.url}/metrics`)).text();
    const underWay = Number(/^orderly_api_requests_under_way (\d+)$/m.exec(page)?.[1]);
    // The page itself is one of them.
    if (underWay > count) return;
    await delay(20);
  }
}

describe('replies', () => {
  test('are read behind a position, in order', async () => {
    for (const text of ['one', 'two', 'three']) await reply(text);
    expect((await read()).map(({ body }) => body.text)).toEqual(['one', 'two', 'three']);
    expect((await read('?after=2')).map(({ position }) => position)).toEqual([3]);
    expect(await read('?after=3')).toEqual([]);
  });

  test('that come while somebody waits are answered then', async () => {
    const waiting = read('?wait=30');
    await untilWaiting();
    await reply('now');
    expect(await waiting).toMatchObject([{ position: 1, kind: 'reply', body: { text: 'now' } }]);
  });

  test('do not come before their time', async () => {
    await reply('later', Date.now() + 3_600_000);
    expect(await read('?wait=1')).toEqual([]);
  });

  test('of both keys of a channel are the same; another channel sees none', async () => {
    await reply('one');
    const status = async (key: string): Promise<number> =>
      (await fetch(address, { headers: { authorization: `Bearer ${key}` } })).status;
    expect(await status(api.keys.chat)).toBe(200);
    expect(await status(api.keys.oldChat)).toBe(200);
    expect(await status(api.keys.mail)).toBe(404);
  });

  test('come at most 200 at a time', async () => {
    for (let count = 0; count < 201; count += 1) await reply(`${count}`);
    const first = await read();
    expect(first).toHaveLength(200);
    expect(await read(`?after=${first.at(-1)?.position ?? 0}`)).toHaveLength(1);
  });
});

describe('a stream', () => {
  test('gives what there is, then what comes, each with its position', async () => {
    await reply('one');
    const stream = await openStream(`${address}/stream`, api.keys.chat);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect((await stream.events.next()).value).toMatchObject({ id: '1', event: 'reply' });
    await reply('two');
    expect((await stream.events.next()).value).toMatchObject({ id: '2', data: { body: { text: 'two' } } });
    stream.close();
  });

  test('goes on behind the last event that was heard', async () => {
    for (const text of ['one', 'two']) await reply(text);
    const stream = await openStream(`${address}/stream`, api.keys.chat, { 'last-event-id': '1' });
    expect((await stream.events.next()).value).toMatchObject({ id: '2' });
    stream.close();
  });

  test('that its reader has left is over for the server too', async () => {
    const stream = await openStream(`${address}/stream`, api.keys.chat);
    await untilWaiting();
    stream.close();
    for (;;) {
      const page = await (await fetch(`${api.url}/metrics`)).text();
      if (/^orderly_api_requests_under_way 1$/m.test(page)) return;
      await delay(20);
    }
  });
});

test('at the end of the process streams end, who waits is answered, and nobody new is let in', async () => {
  const ending = await testApi();
  const { url, keys, store, client } = ending;
  await store.conversations.begin('demo', client.conversations.opaque('demo', 'c'), 'chat');
  const place = `${url}/v1/merchants/demo/conversations/c/replies`;
  const stream = await openStream(`${place}/stream`, keys.chat);
  const waiting = fetch(`${place}?wait=30`, { headers: { authorization: `Bearer ${keys.chat}` } });
  for (;;) {
    const page = await (await fetch(`${url}/metrics`)).text();
    if (/^orderly_api_requests_under_way 3$/m.test(page)) break;
    await delay(20);
  }
  const closed = ending[Symbol.asyncDispose]();
  expect(await stream.events.next()).toMatchObject({ done: true });
  const answer = await waiting;
  expect({ status: answer.status, body: await answer.json() }).toEqual({
    status: 200,
    body: { replies: [] },
  });
  await closed;
  await expect(fetch(place)).rejects.toThrow();
});
