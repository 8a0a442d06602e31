/** A link gives its document to whoever has it, safely, and nothing to anybody else. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkHash, newLinkToken } from '../../src/security/link-token.js';
import { type TestApi, testApi } from './support/api.js';

const HOUR_MS = 3_600_000;
const place = { merchant: 'demo', conversation: 'c1' };
const PDF = Buffer.from('%PDF-1.7 the label', 'latin1');

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ origins: ['https://shop.example'] });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

/** A link to a document of its own. */
async function linked(livesMs = HOUR_MS, name = 'Rückgabe (1).pdf'): Promise<{ token: string; ref: string }> {
  const token = newLinkToken();
  const content = Buffer.concat([PDF, Buffer.from(token)]);
  const { ref } = await api.store.documents.keep(place, {
    ...{ kind: 'label', mediaType: 'application/pdf', name, content },
  });
  await api.store.documents.link(place, ref, linkHash(token), livesMs);
  return { token, ref };
}

const get = (token: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${api.url}/v1/documents/${token}`, { redirect: 'manual', ...init });

test('it is saved under its name, kept by nobody between, and never shown within our origin', async () => {
  const { token } = await linked();
  const answer = await get(token);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': "attachment; filename*=UTF-8''R%C3%BCckgabe%20%281%29.pdf",
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringContaining('sandbox'),
  });
  expect(Buffer.from(await answer.arrayBuffer()).subarray(0, PDF.length)).toEqual(PDF);
  const head = await get(token, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(PDF.length + 22)]);
  expect(JSON.stringify(api.log)).not.toContain(token);
});

test('it opens until its time is over, or until it is revoked', async () => {
  const [live, over] = [await linked(), await linked(0)];
  expect((await get(live.token)).status).toBe(200);
  expect((await get(over.token)).status).toBe(404);
  await api.store.documents.revoke('demo', live.ref);
  const answer = await get(live.token);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'document_unknown' });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

describe('who has no link gets nothing', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('%s', async (method) => {
    const { token } = await linked();
    const answer = await get(token, { method });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect((await get(token)).status).toBe(200);
  });

  test('a part of it by a range is the whole', async () => {
    const { token } = await linked();
    for (const range of ['bytes=0-4', 'bytes=-1', 'bytes=0-0,5-9', 'bytes=999999-']) {
      const answer = await get(token, { headers: { range } });
      expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, PDF.length + 22]);
    }
  });

  test('a request that goes up in its path, as no client writes it', async () => {
    const { token } = await linked();
    const { port } = new URL(api.url);
    const said = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.end(`GET /v1/documents/x/../${token} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      });
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('close', () => {
        resolve(text);
      });
    });
    expect(said).toMatch(/^HTTP\/1.1 404/);
    expect(said).not.toContain('%PDF');
  });
});

describe('pages of other origins', () => {
  const asked = (origin: string, method = 'GET'): Promise<Response> =>
    fetch(`${api.url}/v1/openapi.json`, {
      method,
      headers: { origin, ...(method === 'OPTIONS' ? { 'access-control-request-method': 'GET' } : {}) },
    });

  test('may call it if they are named, and are asked for nothing before', async () => {
    expect((await asked('https://shop.example')).headers.get('access-control-allow-origin')).toBe(
      'https://shop.example',
    );
    const before = await asked('https://shop.example', 'OPTIONS');
    expect([before.status, before.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST']);
  });

  test.each(['https://evil.example', 'https://shop.example.evil.example', 'http://shop.example', 'null'])(
    'may not if they are not: %s',
    async (origin) => {
      expect((await asked(origin)).headers.get('access-control-allow-origin')).toBeNull();
      const before = await asked(origin, 'OPTIONS');
      expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([405, null]);
    },
  );
});
