import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../../src/connectors/http/charset.js';
import { type HttpOutcome, type HttpRequest, openHttpClient } from '../../../src/connectors/http/client.js';
import { answerJson, serve } from '../../support/hostile-server.js';

const textIn = (outcome: HttpOutcome): string | undefined =>
  outcome.is === 'response' ? textOf(outcome) : undefined;

const local = { connection: ['127.0.0.1'], operator: ['127.0.0.1'] };

async function send(url: string, request: Partial<HttpRequest> = {}, policy = local): Promise<HttpOutcome> {
  using client = openHttpClient(policy);
  return await client.send({
    method: 'POST',
    url: new URL(url),
    headers: {},
    body: '{}',
    timeoutMs: 60_000,
    ...request,
  });
}

async function against(handle: (response: ServerResponse) => void, request: Partial<HttpRequest> = {}) {
  await using server = await serve((_hit, response) => {
    handle(response);
  });
  const outcome = await send(`${server.url}/x?token=SECRET`, request);
  return { outcome, hits: server.hits.length };
}

describe('an answer', () => {
  test('of any status is a response, and 503 is not repeated', async () => {
    const { outcome, hits } = await against((response) => {
      answerJson(response, 503, { a: 1 }, { 'retry-after': '7' });
    });
    expect(outcome).toMatchObject({ is: 'response', status: 503 });
    expect(textIn(outcome)).toBe('{"a":1}');
    expect(outcome.is === 'response' && outcome.headers['retry-after']).toBe('7');
    expect(hits).toBe(1);
  });

  test('GET, PUT and DELETE are not repeated either, with or without a body', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'POST'] as const) {
      await using server = await serve((_hit, response) => {
        answerJson(response, 500, {});
      });
      using client = openHttpClient(local);
      const outcome = await client.send({ method, url: new URL(server.url), headers: {}, timeoutMs: 1000 });
      expect(outcome).toMatchObject({ is: 'response', status: 500 });
      expect(server.hits).toHaveLength(1);
    }
  });

  test.each([301, 302, 303, 307, 308])(
    '%i is not followed: nothing reaches the other host',
    async (status) => {
      await using canary = await serve((_hit, response) => response.end());
      const { outcome } = await against((response) =>
        response.writeHead(status, { location: canary.url }).end(),
      );
      expect(outcome).toMatchObject({ is: 'response', status });
      expect(canary.hits).toHaveLength(0);
    },
  );

  test('in an invalid charset has no text', async () => {
    const { outcome } = await against((response) => response.end(Buffer.from([0x22, 0xff, 0xfe, 0x22])));
    expect(outcome).toMatchObject({ is: 'response', status: 200 });
    expect(outcome).not.toHaveProperty('text');
  });

  test('in a declared charset is read by it', async () => {
    const { outcome } = await against((response) => {
      response
        .writeHead(200, { 'content-type': 'application/json; charset=iso-8859-1' })
        .end(Buffer.from([0x22, 0xfc, 0x22]));
    });
    expect(textIn(outcome)).toBe('"ü"');
  });
});

describe('bytes that may have left are told from bytes that have not', () => {
  test('silence is cut at the deadline', async () => {
    const { outcome } = await against(() => undefined, { timeoutMs: 400 });
    expect(outcome).toEqual({ is: 'cut', code: 'timed_out' });
  });

  test('a body that drips is cut at the deadline', async () => {
    const { outcome } = await against(
      (response) => {
        const timer = setInterval(() => response.write(' '), 30);
        response.on('close', () => {
          clearInterval(timer);
        });
      },
      { timeoutMs: 400 },
    );
    expect(outcome).toEqual({ is: 'cut', code: 'timed_out' });
  });

  test('half a body is cut', async () => {
    const { outcome } = await against((response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => response.destroy());
    });
    expect(outcome).toEqual({ is: 'cut', code: 'answer_cut' });
  });

  test('a chunked body that ends too early is cut', async () => {
    const { outcome } = await against((response) => response.write('{"half":', () => response.destroy()));
    expect(outcome).toEqual({ is: 'cut', code: 'answer_cut' });
  });

  test('a connection that is reset after the request is cut', async () => {
    const { outcome } = await against((response) => response.socket?.resetAndDestroy());
    expect(outcome).toEqual({ is: 'cut', code: 'answer_cut' });
  });

  test('a refused connection is unsent', async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await send(server.url)).toEqual({ is: 'unsent', code: 'not_connected' });
  });

  test('an unknown host is unsent', async () => {
    expect(await send('http://no-such-host.invalid/', { timeoutMs: 5000 })).toEqual({
      is: 'unsent',
      code: 'host_unknown',
    });
  });

  test('a failed TLS handshake is unsent: no byte of the request arrives', async () => {
    let received = '';
    const plain = createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        received += data.toString('latin1');
        socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
      });
    });
    await new Promise<void>((listening) => plain.listen(0, '127.0.0.1', listening));
    const { port } = plain.address() as AddressInfo;
    const outcome = await send(`https://127.0.0.1:${port}/x`, { body: 'BODY' });
    await new Promise((closed) => plain.close(closed));
    expect(outcome).toEqual({ is: 'unsent', code: 'tls_not_spoken' });
    expect(received).not.toContain('BODY');
  });

  test('an abort is told apart too', async () => {
    const before = await against(() => undefined, { signal: AbortSignal.abort() });
    expect(before).toEqual({ outcome: { is: 'unsent', code: 'cancelled' }, hits: 0 });
    const control = new AbortController();
    const after = await against(
      () => {
        control.abort();
      },
      { signal: control.signal },
    );
    expect(after.outcome).toEqual({ is: 'cut', code: 'cancelled' });
  });

  test('a write uses a fresh socket, also after a read that kept one open', async () => {
    await using server = await serve((_hit, response) => {
      answerJson(response, 200, {});
    });
    using client = openHttpClient(local);
    const url = new URL(server.url);
    await client.send({ method: 'GET', url, headers: {}, timeoutMs: 1000 });
    await client.send({ method: 'POST', url, headers: {}, body: '1', timeoutMs: 1000 });
    expect(server.hits.map(({ headers }) => headers.connection)).toEqual(['keep-alive', 'close']);
  });
});

describe('the size of an answer is bounded after decoding', () => {
  test('a bomb is stopped at the cap', async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000));
    const { outcome } = await against(
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      {
        timeoutMs: 5000,
      },
    );
    expect(outcome).toEqual({ is: 'cut', code: 'answer_too_large', status: 200 });
  });

  test('an endless body is stopped at the cap', async () => {
    const { outcome } = await against(
      (response) => {
        const more = (): void => {
          while (!response.destroyed && response.write('x'.repeat(60_000)));
        };
        response.on('drain', more);
        more();
      },
      { timeoutMs: 5000, maxBytes: 500_000 },
    );
    expect(outcome).toEqual({ is: 'cut', code: 'answer_too_large', status: 200 });
  });
});

test('what leaves holds no URL, no secret and no error', async () => {
  for (const handle of [(response: ServerResponse) => response.destroy(), () => undefined]) {
    const { outcome } = await against(handle, { timeoutMs: 400 });
    expect(Object.keys(outcome)).toEqual(['is', 'code']);
  }
});
