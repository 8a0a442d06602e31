/** Whoever begins a request and does not end it holds a connection for no longer than docs/integrating/http-api.md says. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/server.js';
import { type TestApi, testApi } from './support/api.js';
import { bearer, goodMessage, json, messagesOf } from './support/requests.js';

describe('where they have a tenth of a second', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await testApi({ arrivalMs: 120 });
  });
  afterAll(() => api[Symbol.asyncDispose]());

  test('in production head and body have 30 seconds, and every five seconds it is looked who has not kept them', () => {
    expect(createApi(api.deps).server).toMatchObject({
      ...{ headersTimeout: 30_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 },
    });
  });

  const body = JSON.stringify(goodMessage());
  const lines = Object.entries({ ...json, ...bearer('of nobody'), 'content-length': body.length });
  const head = `POST ${messagesOf('c')} HTTP/1.1\r\nHost: x\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;

  /** Sends the beginning of a request, then a byte at a time if there is more; what came until the connection ended. */
  async function sends(beginning: string, more = ''): Promise<string> {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk));
    // The other side may have ended while we still write.
    socket.on('error', () => undefined);
    socket.write(beginning);
    let next = 0;
    const dripping = setInterval(() => {
      if (next < more.length && socket.writable) socket.write(more[next++]!);
    }, 20);
    await once(socket, 'close');
    clearInterval(dripping);
    return Buffer.concat(chunks).toString();
  }

  test.each([
    ['nothing of a head but its first line', 'GET /healthz HTTP/1.1\r\n', ''],
    ['half a head', head.slice(0, head.length / 2), ''],
    ['half a head, and the rest a byte at a time', head.slice(0, 30), head.slice(30)],
    ['a head without its body', head, ''],
    ['half a body', head + body.slice(0, body.length / 2), ''],
    ['a body a byte at a time', head, body],
  ])('the connection ends of whoever sends %s', async (_, beginning, more) => {
    // Whoever is not known is told so before the body is there; else it is too slow.
    expect(await sends(beginning, more)).toMatch(/^HTTP\/1\.1 40[18] |^$/);
  });

  test('whoever sends a whole one is answered', async () => {
    expect(await sends('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });
});
