/** A hostile system × how it can be asked again, over real sockets: every cell classified, no unkeyed write repeated. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { Attempt, Connection } from '../../src/connectors/connector.js';
import { answerJson, serve } from '../support/hostile-server.js';
import { memoryTokens } from '../support/memory-tokens.js';

const fileOf = (url: string, idempotency: string, timeout: string): string => `
connection: shop
connector: declarative
baseUrl: ${url}/api
limits: { timeout: ${timeout}, body: 100kB }
egress: { allow: [127.0.0.1] }
operations:
  orders.get:
    request: { method: GET, path: "/orders/\${inputs.number}" }
    none: { status: 404 }
    fields:
      ref: $.id
      number: $.no
      status: { path: $.state, values: { NEW: open } }
  payments.refund:
    request:
      method: POST
      path: /refunds
      body: { amount: "\${inputs.amount.minor}", reason: "\${inputs.reason}" }
    idempotency: ${idempotency}
    safe: [423]
    refusal: { status: [409], path: $.code, message: $.text, values: { TWICE: already_refunded } }
    fields: { refundRef: $.id }
`;

/** A system that answers has all the time it wants; only one that never ends is waited for shortly. */
function connect(url: string, idempotency = 'none', timeout = '60s'): Connection {
  const text = fileOf(url, idempotency, timeout);
  const built = buildConnection({
    file: 'f.yaml',
    text,
    secrets: () => undefined,
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(built.issues).toEqual([]);
  return built.connection!;
}

const read = (connection: Connection): Promise<Attempt> =>
  connection.attempt({ operation: 'orders.get', inputs: { number: '7' } });
const write = (connection: Connection): Promise<Attempt> =>
  connection.attempt({
    operation: 'payments.refund',
    inputs: { amount: { minor: 5, currency: 'EUR' }, reason: 'damaged' },
    idempotencyKey: 'k1',
  });

type Answer = (response: ServerResponse) => void;

/** fault, answer, code, and the attempt of a write; reads are always `later`. */
const faults: [string, Answer, string, Attempt['is']][] = [
  [
    '500',
    (r) => {
      answerJson(r, 500, {});
    },
    'system_error',
    'unclear',
  ],
  ['502 with HTML', (r) => r.writeHead(502).end('<html>'), 'system_error', 'unclear'],
  [
    '503',
    (r) => {
      answerJson(r, 503, {}, { 'retry-after': '9' });
    },
    'not_now',
    'unclear',
  ],
  ['504', (r) => r.writeHead(504).end(), 'system_error', 'unclear'],
  [
    '429',
    (r) => {
      answerJson(r, 429, {}, { 'retry-after': '9' });
    },
    'rate_limited',
    'later',
  ],
  [
    '401',
    (r) => {
      answerJson(r, 401, {});
    },
    'unauthorized',
    'later',
  ],
  [
    '403',
    (r) => {
      answerJson(r, 403, {});
    },
    'forbidden',
    'unclear',
  ],
  [
    '400',
    (r) => {
      answerJson(r, 400, { code: 'BAD' });
    },
    'answer_status',
    'unclear',
  ],
  ['silence', () => undefined, 'timed_out', 'unclear'],
  ['a reset', (r) => r.socket?.resetAndDestroy(), 'answer_cut', 'unclear'],
  [
    'half a body',
    (r) => r.writeHead(200, { 'content-length': '99' }).write('{"id":', () => r.destroy()),
    'answer_cut',
    'unclear',
  ],
  [
    'a header too large',
    (r) => r.writeHead(200, { x: 'y'.repeat(100_000) }).end('{}'),
    'answer_cut',
    'unclear',
  ],
  ['a drip', drip, 'timed_out', 'unclear'],
  [
    'a bomb',
    (r) => r.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
    'answer_too_large',
    'unclear',
  ],
  ['HTML', (r) => r.end('<!doctype html><p>Wartung</p>'), 'answer_unreadable', 'unclear'],
  ['an empty 200', (r) => r.end(), 'answer_unreadable', 'unclear'],
  ['an empty 204', (r) => r.writeHead(204).end(), 'answer_unreadable', 'unclear'],
  ['bad UTF-8', (r) => r.end(Buffer.from([0x7b, 0xff, 0x7d])), 'answer_unreadable', 'unclear'],
  ['deep nesting', (r) => r.end('['.repeat(5000) + ']'.repeat(5000)), 'answer_unreadable', 'unclear'],
  [
    'an error with 200',
    (r) => {
      answerJson(r, 200, { error: 'no' });
    },
    'answer_shape',
    'unclear',
  ],
  ['null', (r) => r.end('null'), 'answer_shape', 'unclear'],
  ['a list', (r) => r.end('[]'), 'answer_shape', 'unclear'],
  [
    'a map for a text',
    (r) => {
      answerJson(r, 200, { id: {}, no: '7', state: 'NEW' });
    },
    'answer_shape',
    'unclear',
  ],
  ['a redirect', (r) => r.writeHead(307, { location: 'http://127.0.0.1:9/' }).end(), 'redirected', 'unclear'],
];

function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => {
    clearInterval(timer);
  });
}

describe.each(faults)('%s', (_name, answer, code, written) => {
  const facing = async (idempotency: string, call: (connection: Connection) => Promise<Attempt>) => {
    await using server = await serve((_hit, response) => {
      answer(response);
    });
    const attempt = await call(connect(server.url, idempotency, code === 'timed_out' ? '300ms' : '60s'));
    return { attempt, hits: server.hits.length };
  };

  test('is later for a read, and for a write where it is certain that nothing was done', async () => {
    const key = '{ key: { header: Idempotency-Key, window: 24h } }';
    const came = [await facing('none', read), await facing(key, write), await facing('none', write)];
    expect(came.map(({ attempt }) => attempt)).toMatchObject([
      { is: 'later', code },
      { is: written, code },
      { is: written, code },
    ]);
    expect(came.map(({ hits }) => hits)).toEqual([1, 1, 1]);
  });
});

describe('a write without a key', () => {
  const against = async (answer: Answer): Promise<Attempt> => {
    await using server = await serve((_hit, response) => {
      answer(response);
    });
    return await write(connect(server.url));
  };

  test('is refused only by a refusal that the connection recognises', async () => {
    expect(
      await against((r) => {
        answerJson(r, 409, { code: 'TWICE', text: 'Schon erstattet.' });
      }),
    ).toEqual({
      is: 'refused',
      code: 'already_refunded',
      message: 'Schon erstattet.',
    });
    expect(
      await against((r) => {
        answerJson(r, 409, { code: 'OTHER' });
      }),
    ).toMatchObject({
      is: 'unclear',
      code: 'answer_status',
    });
    expect(
      await against((r) => {
        answerJson(r, 400, { code: 'TWICE' });
      }),
    ).toMatchObject({
      is: 'unclear',
      code: 'answer_status',
    });
    expect(
      await against((r) => {
        answerJson(r, 409, { code: { toString: 'TWICE' } });
      }),
    ).toMatchObject({
      is: 'unclear',
    });
  });

  test('may be sent again at a status that the connection lists as safe', async () => {
    expect(
      await against((r) => {
        answerJson(r, 423, {}, { 'retry-after': '2' });
      }),
    ).toEqual({
      is: 'later',
      code: 'not_now',
      retryAfterMs: 2000,
    });
  });

  test('that never connected is unsent', async () => {
    const server = await serve(() => undefined);
    await server[Symbol.asyncDispose]();
    expect(await write(connect(server.url))).toEqual({ is: 'unsent', code: 'not_connected' });
  });
});

test('a 429 closes the connection for as long as it says', async () => {
  await using server = await serve((_hit, response) => {
    answerJson(response, 429, {}, { 'retry-after': '60' });
  });
  const connection = connect(server.url);
  expect(await read(connection)).toMatchObject({ is: 'later', retryAfterMs: 60_000 });
  expect(await read(connection)).toMatchObject({ is: 'unsent', code: 'limit_reached' });
  expect(server.hits).toHaveLength(1);
});

test('404 is a result where the connection says so, whatever its body', async () => {
  await using server = await serve((_hit, response) => {
    response.writeHead(404).end('gone');
  });
  expect(await read(connect(server.url))).toEqual({ is: 'done', result: 'not_found', outputs: {} });
});

test('another order than the one asked for is none', async () => {
  await using server = await serve((_hit, response) => {
    answerJson(response, 200, { id: 'x', no: '8', state: 'NEW' });
  });
  expect(await read(connect(server.url))).toEqual({ is: 'done', result: 'not_found', outputs: {} });
});
