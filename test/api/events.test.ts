/** `POST /v1/events/…`: what a system has signed is kept once, whatever it tells; of anybody else nothing is. */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadEvents } from '../../src/api/load-event-sources.js';
import { buildEvents } from '../../src/connectors/build-connection.js';
import { type TestApi, testApi } from './support/api.js';
import { ask } from './support/ask.js';

const secret = 'a-secret-of-the-shop';
const file = `connection: psp
connector: declarative
baseUrl: https://psp.example
events:
  verify: { scheme: hmac, header: X-Signature, secret: "\${secret.HOOK}" }
  each: $.items[*]
  id: $.id
  answer: "[accepted]"
  kinds:
    payments.refund_settled: { ref: $.ref, outcome: { path: $.ok, values: { "true": done, "false": refused } } }
operations: {}
`;
const source = buildEvents({ file: 'psp.yaml', text: file, secrets: () => secret, egressAllow: [] })!;
const events = new Map([
  ['demo/psp', source.events],
  ['demo/busy', { ...source.events, take: () => Promise.resolve({ is: 'not_now' } as const) }],
]);
const sign = (body: string | Buffer): string => createHmac('sha256', secret).update(body).digest('hex');
const item = (id: number): object => ({ id, ref: `r${id}`, ok: true });
const bodyOf = (...ids: number[]): string => JSON.stringify({ items: ids.map(item) });

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ events });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

const tell = (url: string, body: string | Buffer, headers: Record<string, string> = {}, path = 'demo/psp') =>
  ask(url, {
    method: 'POST',
    path: `/v1/events/${path}`,
    headers: { 'content-type': 'application/json', 'x-signature': sign(body), ...headers },
    body,
  });

test('forged, unreadable and unknown requests leave nothing behind', async () => {
  const body = bodyOf(1);
  const forged = [
    await tell(api.url, body, { 'x-signature': sign(bodyOf(2)) }),
    await tell(api.url, body, { 'x-signature': '' }),
    await tell(api.url, body, {}, 'demo/shop'),
    await tell(api.url, body, {}, 'other/psp'),
    await tell(api.url, body, {}, 'demo/psp%2f..%2fpsp'),
    await tell(api.url, body, {}, 'demo/__proto__'),
  ];
  for (const { status, text } of forged) {
    expect(status).toBe(401);
    expect(JSON.parse(text)).toMatchObject({ code: 'event_forged' });
  }
  const unreadable = [
    await tell(api.url, '{'),
    await tell(api.url, '{"items":[{}]}'),
    await tell(api.url, ''),
  ];
  for (const { status, text } of unreadable) {
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: 'event_unreadable' });
  }
  expect(await tell(api.url, body, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 });
  expect(await tell(api.url, ' '.repeat(1_000_001))).toMatchObject({ status: 413 });
  expect(await ask(api.url, { path: '/v1/events/demo/psp' })).toMatchObject({ status: 405 });
  expect(await api.rows()).toBe(0);
});

test('what there was no time to read is to be sent again', async () => {
  const { status, headers, text } = await tell(api.url, bodyOf(1), {}, 'demo/busy');
  expect(status).toBe(503);
  expect(headers['retry-after']).toMatch(/^\d+$/);
  expect(JSON.parse(text)).toMatchObject({ code: 'event_not_now' });
});

test('is kept once, however often it is told, and answered as its system expects', async () => {
  const first = await tell(api.url, bodyOf(1, 2));
  expect(first).toMatchObject({ status: 200, text: '[accepted]' });
  expect(first.headers['content-type']).toBe('text/plain; charset=utf-8');
  const again = await Promise.all([bodyOf(2, 1), bodyOf(2, 3), bodyOf(3)].map((body) => tell(api.url, body)));
  expect(again.map(({ status }) => status)).toEqual([200, 200, 200]);
  const kept = await api.client.events.list('demo', { limit: 10 });
  expect(kept.map(({ id }) => id).sort()).toEqual(['1', '2', '3']);
  expect(kept.find(({ id }) => id === '1')).toMatchObject({
    ...{ connection: 'psp', isTaken: false, attempts: 0 },
    body: { item: { id: 1, ref: 'r1', ok: true }, headers: {} },
  });
});

test('any kind of body is taken as it was signed: other media types, spaces', async () => {
  const odd = '{ "items": [ {"ref": "ü",  "id": 7} ] }';
  for (const type of ['text/plain', 'application/json; charset=utf-8', 'application/vnd.psp+json'])
    expect(await tell(api.url, odd, { 'content-type': type })).toMatchObject({ status: 200 });
  expect((await api.client.events.list('demo', { limit: 10 })).map(({ id }) => id)).toContain('7');
});

test('what systems tell keeps no customer out', async () => {
  const now = 1_000_000;
  const many = new Map(['a', 'b', 'c', 'd'].map((name) => [`demo/${name}`, source.events] as const));
  await using slow = await testApi({ events: many, perSecond: 1, now: () => now });
  for (const name of many.keys())
    for (const id of [1, 2]) expect((await tell(slow.url, bodyOf(id), {}, name)).status).toBe(200);
  const headers = { authorization: `Bearer ${slow.keys.chat}` };
  const path = `/v1/merchants/demo/conversations/${randomUUID()}/replies`;
  expect((await ask(slow.url, { path, headers })).status).toBe(404);
});

test('events whose file is wrong are told again later, and the log says what is wrong', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-events-'));
  const connections = join(folder, 'demo', 'connections');
  await mkdir(connections, { recursive: true });
  const files = {
    'psp.yaml': file,
    'unset.yaml': file.replace('psp', 'unset').replace('HOOK', 'UNSET'),
    'wrong.yaml': file.replace('psp', 'wrong').replace('scheme: hmac', 'scheme: none-such'),
    'unreadable.yaml': 'events: [',
    'silent.yaml': 'connection: silent\nconnector: declarative\nbaseUrl: 7\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(connections, name), text);
  const logged: object[] = [];
  const loaded = await loadEvents(
    {
      merchantsFolder: folder,
      egressAllow: [],
      egressRoutes: { usual: { addresses: [] }, regions: new Map() },
    },
    () => (name) => (name === 'HOOK' ? secret : undefined),
    { error: (fields) => void logged.push(fields) },
  );
  await rm(folder, { recursive: true });
  expect(loaded.get('demo/psp')).toMatchObject({ answer: '[accepted]' });
  const broken = ['unreadable', 'unset', 'wrong'];
  expect([...loaded.keys()].sort()).toEqual(['demo/psp', ...broken.map((name) => `demo/${name}`)]);
  expect(logged).toHaveLength(broken.length);
  expect(logged).toContainEqual(
    expect.objectContaining({
      merchant: 'demo',
      connection: 'unset',
      issues: [expect.stringContaining('UNSET')],
    }),
  );
  await using served = await testApi({ events: loaded });
  for (const name of broken) {
    const answer = await tell(served.url, bodyOf(1), {}, `demo/${name}`);
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'events_broken' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(await served.rows()).toBe(0);
});

test('a system that tells too much at once is asked to wait, and loses nothing', async () => {
  let now = 1_000_000;
  await using slow = await testApi({ events, perSecond: 1, now: () => now });
  const statuses: number[] = [];
  for (const id of [1, 2, 3]) statuses.push((await tell(slow.url, bodyOf(id))).status);
  expect(statuses).toEqual([200, 200, 429]);
  now += 1_000;
  expect(await tell(slow.url, bodyOf(3))).toMatchObject({ status: 200 });
});
