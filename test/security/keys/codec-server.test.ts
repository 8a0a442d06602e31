/** The codec server over HTTP: who may read, what is written down of it, what strangers hear. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { bodyOf, payloadsIn } from '../../../src/security/keys/codec-server-json.js';
import { serveCodec } from '../../../src/security/keys/codec-server.js';
import { SealingCodec } from '../../../src/security/keys/payload-codec.js';
import { type TestStore, testStore } from '../../support/store.js';
import { masterOf, newConversation, newMasterKey, otherProcess } from './support/ring.js';

const [annas, bens] = ['a'.repeat(40), 'b'.repeat(40)];
const ui = 'https://temporal.example';
const master = masterOf(newMasterKey());
let store: TestStore;
let server: Awaited<ReturnType<typeof serveCodec>>;
let codec: SealingCodec;

beforeAll(async () => {
  store = await testStore();
  codec = new SealingCodec(otherProcess(store.keys, master), 'accepted');
  const tokens = new Map([
    ['anna', annas],
    ['ben', bens],
  ]);
  const desk = { codec, tokens, audit: store.audit };
  server = await serveCodec(desk, { host: '127.0.0.1', port: 0, origins: [ui] });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await store[Symbol.asyncDispose]();
});

const json = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload | undefined): unknown => defaultPayloadConverter.fromPayload(payload!);

async function sealed(value: unknown, { merchant, conversation } = newConversation()): Promise<Payload> {
  const context = {
    type: 'workflow',
    namespace: 'default',
    workflowId: `${merchant}/${conversation}`,
  } as const;
  return (await codec.encode([json(value)], context))[0]!;
}

interface Asking {
  path?: string;
  method?: string;
  token?: string | undefined;
  headers?: Record<string, string>;
  body?: string;
}

const ask = ({
  path = '/decode',
  method = 'POST',
  token = annas,
  headers = {},
  body,
}: Asking): Promise<Response> =>
  fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });

test('whoever may read gets payloads in clear, in their order', async () => {
  const body = bodyOf([await sealed('one'), json('in clear'), await sealed({ two: 2 })]);
  const answer = await ask({ body });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(payloadsIn(await answer.text())!.map(valueOf)).toEqual(['one', 'in clear', { two: 2 }]);
});

test('who has read how much of which conversation is written down', async () => {
  const mine = newConversation();
  const other = newConversation(mine.merchant);
  const payloads = [await sealed(1, mine), await sealed(2, mine), await sealed(3, other), json('in clear')];
  await ask({ token: bens, body: bodyOf(payloads) });
  const entries = await store.audit.list(mine.merchant, 10);
  expect(entries).toEqual(
    [
      [other, 1],
      [mine, 2],
    ].map(([scope, count]) => ({
      id: expect.any(Number),
      at: expect.any(Number),
      actor: 'ben',
      action: 'payloads_read',
      subject: `conversation:${mine.merchant}/${(scope as typeof mine).conversation}`,
      outcome: 'done',
      details: { payloads: count },
    })),
  );
});

test.each([
  ['no token', ''],
  ['another token', `Bearer ${'c'.repeat(40)}`],
  ['a part of it', `Bearer ${annas.slice(1)}`],
  ['a name', 'Bearer anna'],
  ['another scheme', `Basic ${annas}`],
])('with %s nothing is read and nothing written down', async (_, authorization) => {
  const scope = newConversation();
  for (const path of ['/decode', '/encode']) {
    const answer = await ask({
      path,
      headers: { authorization },
      body: bodyOf([await sealed('secret', scope)]),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await answer.text()).not.toContain('secret');
  }
  expect(await store.audit.list(scope.merchant, 10)).toEqual([]);
});

test.each(['', 'null', '[]', '{"payloads": 1}', '{"payloads": [{"metadata": {"encoding": 1}}]}', '{hunter2'])(
  'the body %j is a mistake, which is not repeated',
  async (body) => {
    const answer = await ask({ body });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('hunter2');
  },
);

test('a payload that cannot be read says why in its place, and the others are read', async () => {
  const gone = newConversation();
  const [lost, damaged, fine] = [await sealed('lost', gone), await sealed('damaged'), await sealed('fine')];
  damaged.data![20] = damaged.data![20]! ^ 1;
  await store.keys.destroy(gone);
  await using other = await serveCodec(
    {
      codec: new SealingCodec(otherProcess(store.keys, master), 'accepted'),
      tokens: new Map([['anna', annas]]),
      audit: store.audit,
    },
    { host: '127.0.0.1', port: 0, origins: [] },
  );
  const answer = await fetch(`${other.url}/decode`, {
    method: 'POST',
    headers: { authorization: `Bearer ${annas}` },
    body: bodyOf([lost, damaged, fine]),
  });
  expect(payloadsIn(await answer.text())!.map(valueOf)).toEqual([
    { unreadable: 'key_destroyed' },
    { unreadable: 'payload_damaged' },
    'fine',
  ]);
});

test('what is encoded is sealed for the workflow that the caller names', async () => {
  const { merchant, conversation } = newConversation();
  const workflowId = `${merchant}/${conversation}/1f-refund`;
  const body = bodyOf([json('yes')]);
  const answer = await ask({ path: '/encode', headers: { 'orderly-workflow': workflowId }, body });
  const payloads = payloadsIn(await answer.text())!;
  const context = { type: 'workflow', namespace: 'default', workflowId } as const;
  expect((await codec.decode(payloads, context)).map(valueOf)).toEqual(['yes']);
  expect(Buffer.from(payloads[0]!.metadata!['encoding']!).toString()).toBe('binary/encrypted');
  const unnamed = await ask({ path: '/encode', body });
  expect(unnamed.status).toBe(400);
  expect(await unnamed.text()).toContain('orderly-workflow');
});

test('when the store is away it says so, without a stack trace', async () => {
  const away = () => Promise.reject(new Error('secret at src/store/pool.ts:1'));
  const desk = { codec, tokens: new Map([['anna', annas]]), audit: { record: away } };
  await using broken = await serveCodec(desk, { host: '127.0.0.1', port: 0, origins: [] });
  const answer = await fetch(`${broken.url}/decode`, {
    method: 'POST',
    headers: { authorization: `Bearer ${annas}` },
    body: bodyOf([await sealed('secret')]),
  });
  expect(answer.status).toBe(500);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await answer.text()).toBe('internal: Internal error in Orderly.\n');
});

describe('a page in a browser', () => {
  const preflight = (origin: string): Promise<Response> =>
    fetch(`${server.url}/decode`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });

  test('of the UI may ask', async () => {
    const { status, headers } = await preflight(ui);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(ui);
    expect(headers.get('access-control-allow-headers')).toContain('authorization');
    const answer = await ask({ headers: { origin: ui }, body: bodyOf([]) });
    expect(answer.headers.get('access-control-allow-origin')).toBe(ui);
  });

  test.each(['https://temporal.example.evil', 'http://temporal.example', 'null'])(
    'of %s may not',
    async (origin) => {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
      const answer = await ask({ headers: { origin }, body: bodyOf([]) });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});

test('a token may stand in the address, for a UI that has none to send', async () => {
  const { merchant, conversation } = newConversation();
  const body = bodyOf([await sealed('one', { kind: 'conversation', merchant, conversation })]);
  const asked = (token: string): Promise<Response> =>
    fetch(`${server.url}/${token}/decode`, { method: 'POST', body });
  expect(payloadsIn(await (await asked(bens)).text())!.map(valueOf)).toEqual(['one']);
  expect(await store.audit.list(merchant, 10)).toMatchObject([{ actor: 'ben' }]);
  expect((await asked('c'.repeat(40))).status).toBe(401);
});

test('there is nothing else', async () => {
  for (const asking of [{ path: '/' }, { path: '/decode', method: 'GET' }, { path: '/decode/../keys' }])
    expect((await ask(asking)).status).toBe(404);
});

test('a port that is taken, and a place that is none, are told', async () => {
  const desk = { codec, tokens: new Map<string, string>(), audit: store.audit };
  const port = Number(new URL(server.url).port);
  await expect(serveCodec(desk, { host: '127.0.0.1', port, origins: [] })).rejects.toMatchObject({
    code: 'port_in_use',
  });
  await expect(serveCodec(desk, { host: '192.0.2.1', port: 0, origins: [] })).rejects.toMatchObject({
    code: 'config_invalid',
  });
});
