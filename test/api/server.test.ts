/** What the API is besides its routes: pages for operators, its own description, limits, and failures of others. */
import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from '../../src/api/openapi.js';
import { routes } from '../../src/api/routes/index.js';
import { Limits } from '../../src/api/rate-limits.js';
import { testApi } from './support/api.js';
import { ask } from './support/ask.js';
import { goodMessage } from './support/requests.js';

describe('the pages for operators', () => {
  test('say that the process lives, is ready, and how its requests went', async () => {
    await using api = await testApi();
    for (const path of ['/healthz', '/readyz'])
      expect(await ask(api.url, { path })).toMatchObject({ status: 200 });
    expect(await ask(api.url, { path: '/healthz', method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    const { text } = await ask(api.url, { path: '/metrics' });
    expect(text).toContain(
      'orderly_api_request_duration_seconds_count{route="/healthz",method="GET",status="200"} 1',
    );
  });
});

describe('the OpenAPI document', () => {
  test('is served, and names every route with its answers and problems', async () => {
    await using api = await testApi();
    const { status, text } = await ask(api.url, { path: '/v1/openapi.json' });
    expect(status).toBe(200);
    const document = JSON.parse(text) as {
      openapi: string;
      paths: Record<string, Record<string, { responses: Record<string, object> }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const named = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => {
        expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '403', '405', '429']));
        return `${method.toUpperCase()} ${path.replace('/v1/merchants/{merchant}', '')}`;
      }),
    );
    expect(named.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  });

  test('has schemas that are JSON Schema 2020-12, by which a message fits that fits ours', () => {
    const document = openApiDocument('', routes) as {
      paths: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>;
    };
    const { post } = document.paths['/conversations/{conversation}/messages']!;
    const validate = new Ajv2020({ strict: true, formats: { 'date-time': true, uri: true } }).compile(
      post.requestBody.content['application/json']!.schema,
    );
    expect(validate(goodMessage())).toBe(true);
    expect(validate({ ...goodMessage(), messageId: 'a\u202eb' })).toBe(false);
    expect(validate({ ...goodMessage(), colour: 'red' })).toBe(false);
  });
});

test('what Temporal does not take is told as its absence; sent again it is the same message', async () => {
  await using api = await testApi();
  const request = {
    method: 'POST',
    path: `/v1/merchants/demo/conversations/${randomUUID()}/messages`,
    headers: { authorization: `Bearer ${api.keys.chat}`, 'content-type': 'application/json' },
    body: JSON.stringify(goodMessage()),
  };
  const answer = await ask(api.url, request);
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  const kept = await api.rows();
  expect((await ask(api.url, request)).status).toBe(503);
  expect(await api.rows()).toBe(kept);
});

describe('limits', () => {
  test('a caller that sends too much is told when to come again, and another one is served', async () => {
    const now = Date.now();
    await using api = await testApi({ perSecond: 1, now: () => now });
    const from = (key: string) =>
      ask(api.url, {
        path: '/v1/merchants/demo/conversations/none/replies',
        headers: { authorization: `Bearer ${key}` },
      });
    expect((await from(api.keys.chat)).status).toBe(404);
    expect((await from(api.keys.chat)).status).toBe(404);
    const refused = await from(api.keys.chat);
    expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'too_many_requests' });
    expect((await from(api.keys.mail)).status).toBe(404);
  });

  const chat = { merchant: 'demo', kind: 'channel', name: 'chat' } as const;
  const taken = (
    limits: Limits,
    caller: typeof chat | { merchant: string; kind: 'channel'; name: string },
    now: number,
  ) => {
    let count = 0;
    try {
      for (;;) {
        limits.take(caller, now);
        count += 1;
      }
    } catch {
      return count;
    }
  };

  test('a bucket holds two seconds, and fills by the second', () => {
    const limits = new Limits(10);
    expect(taken(limits, chat, 1_000)).toBe(20);
    expect(taken(limits, chat, 1_000)).toBe(0);
    expect(taken(limits, chat, 1_500)).toBe(5);
    expect(taken(limits, chat, 60_000)).toBe(20);
  });

  test('all callers of a merchant share four times as much', () => {
    const limits = new Limits(10);
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const counts = names.map((name) => taken(limits, { ...chat, name }, 1_000));
    expect(counts.reduce((sum, count) => sum + count)).toBe(80);
    expect(taken(limits, { ...chat, merchant: 'other' }, 1_000)).toBe(20);
  });
});

test('one caller has at most 1,000 streams open; one that ends makes room for another', () => {
  const limits = new Limits(1);
  const caller = { merchant: 'demo', kind: 'channel', name: 'chat' } as const;
  const ends = Array.from({ length: 1_000 }, () => limits.openStream(caller));
  expect(() => limits.openStream(caller)).toThrow('open streams');
  limits.openStream({ ...caller, name: 'mail' });
  ends[0]?.();
  limits.openStream(caller);
  expect(() => limits.openStream(caller)).toThrow('open streams');
});
