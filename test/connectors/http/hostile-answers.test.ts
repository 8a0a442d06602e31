/** Answers that no honest server gives: each ends, none crashes, no socket stays. */
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type HttpOutcome, openHttpClient } from '../../../src/connectors/http/client.js';
import { pour, serveRaw } from '../../support/raw-server.js';

const local = { connection: ['127.0.0.1'], operator: ['127.0.0.1'] };

type Say = (socket: Socket) => void;

async function against(say: Say, method: 'GET' | 'POST', timeoutMs = 5000): Promise<HttpOutcome> {
  await using server = await serveRaw((socket) => {
    say(socket);
  });
  using client = openHttpClient(local);
  const body = method === 'POST' ? { body: '{"n":1}' } : {};
  const outcome = await client.send({ method, url: new URL(server.url), headers: {}, timeoutMs, ...body });
  if (outcome.is !== 'response') {
    expect(await server.idle()).toBe(true);
    expect(server.sockets().ever).toBe(1);
  }
  return outcome;
}

const says =
  (text: string | Buffer): Say =>
  (socket) =>
    void socket.write(text);
const head = (...lines: string[]): string =>
  `HTTP/1.1 200 OK\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

const packed = (encoding: string, bytes: Buffer): Say =>
  says(
    Buffer.concat([
      Buffer.from(head(`content-encoding: ${encoding}`, `content-length: ${bytes.length}`)),
      bytes,
    ]),
  );
const pours =
  (first: string, piece: string): Say =>
  (socket) => {
    socket.write(first);
    pour(socket, piece);
  };
const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);
const letters = Buffer.from(Array.from({ length: 3000 }, (_, place) => (place * place) % 251));

const cut: [string, Say][] = [
  ['a header of 100 kB', says(head(`x: ${'a'.repeat(100_000)}`, 'content-length: 2') + '{}')],
  [
    'ten thousand headers',
    says(head(...Array.from({ length: 10_000 }, (_, n) => `x${n}: 1`), 'content-length: 2') + '{}'),
  ],
  ['two lengths', says(head('content-length: 2', 'content-length: 3') + '{} ')],
  ['the same length twice', says(head('content-length: 2', 'content-length: 2') + '{}')],
  ['a list of lengths', says(head('content-length: 2, 2') + '{}')],
  ['a length that is no number', says(head('content-length: 0x2') + '{}')],
  [
    'a length and chunks',
    says(head('content-length: 2', 'transfer-encoding: chunked') + '2\r\n{}\r\n0\r\n\r\n'),
  ],
  [
    'a chunk larger than any number',
    says(head('transfer-encoding: chunked') + 'FFFFFFFFFFFFFFFFF\r\n{}\r\n'),
  ],
  ['a chunk of no number', says(head('transfer-encoding: chunked') + 'zz\r\n{}\r\n')],
  ['a space before the colon', says(head('content-length : 2') + '{}')],
  ['a zero byte in a header', says(head('x: a\0b', 'content-length: 2') + '{}')],
  ['a folded header', says(head('x: a\r\n b', 'content-length: 2') + '{}')],
  ['lines without CR', says('HTTP/1.1 200 OK\ncontent-length: 2\n\n{}')],
  ['no HTTP', says('220 mail.example ESMTP\r\n')],
  ['a status of two digits', says('HTTP/1.1 20 OK\r\ncontent-length: 2\r\n\r\n{}')],
  ['another protocol (101)', says('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n')],
  ['early hints without end', pours('', 'HTTP/1.1 103 Early\r\nlink: </a>\r\n\r\n')],
  ['100 Continue without end', pours('', 'HTTP/1.1 100 Continue\r\n\r\n')],
  ['headers without end', pours('HTTP/1.1 200 OK\r\n', 'x: y\r\n')],
  ['a head without end of line', pours('HTTP/1.1 200 OK\r\nx', 'xxxx')],
  ['half a gzip of its full length', packed('gzip', half(gzipSync(letters)))],
  ['half a brotli of its full length', packed('br', half(brotliCompressSync(letters)))],
  ['half a deflate of its full length', packed('deflate', half(deflateSync(letters)))],
  ['a gzip without its checksum', packed('gzip', gzipSync(letters).subarray(0, -8))],
  ['a gzip with bytes behind it', packed('gzip', Buffer.concat([gzipSync(letters), Buffer.from('more')]))],
  ['a gzip that is none', packed('gzip', Buffer.from('{"no":1}'))],
  [
    'half a gzip, then the end',
    (socket) =>
      void socket.end(Buffer.concat([Buffer.from(head('content-encoding: gzip')), half(gzipSync(letters))])),
  ],
];

describe.each(['GET', 'POST'] as const)('%s', (method) => {
  test.each(cut)('%s is cut', async (_name, say) => {
    expect(await against(say, method)).toEqual({ is: 'cut', code: 'answer_cut' });
  });

  test.each([
    [
      'headers that drip',
      (socket: Socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        drip(socket, 'x: 1\r\n');
      },
    ],
    [
      'a body that drips',
      (socket: Socket) => {
        socket.write(head('content-length: 1000'));
        drip(socket, 'x');
      },
    ],
    ['chunks without the last one', says(head('transfer-encoding: chunked') + '2\r\n{}\r\n')],
    ['silence', () => undefined],
    [
      'a gzip that stops',
      says(
        Buffer.concat([
          Buffer.from(head('content-encoding: gzip', 'content-length: 900')),
          half(gzipSync(letters)),
        ]),
      ),
    ],
  ] as [string, Say][])('%s end at the deadline', async (_name, say) => {
    expect(await against(say, method, 300)).toEqual({ is: 'cut', code: 'timed_out' });
  });

  test.each([
    [
      'a body of 10 MB',
      says(Buffer.concat([Buffer.from(head('content-length: 10000000')), Buffer.alloc(10_000_000)])),
    ],
    ['a body without end', pours(head('connection: close'), 'x'.repeat(60_000))],
    ['chunks without end', pours(head('transfer-encoding: chunked'), `2710\r\n${'x'.repeat(10_000)}\r\n`)],
  ] as [string, Say][])('%s is stopped at the cap', async (_name, say) => {
    expect(await against(say, method)).toEqual({ is: 'cut', code: 'answer_too_large', status: 200 });
  });

  test.each([
    [
      'one early hint',
      says('HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
      '{}',
    ],
    [
      'one 100 Continue',
      says('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
      '{}',
    ],
    ['an empty gzip', says(head('content-encoding: gzip', 'content-length: 0')), ''],
    ['a whole gzip', packed('gzip', gzipSync('{"a":1}')), '{"a":1}'],
    ['a whole brotli', packed('br', brotliCompressSync('{"a":1}')), '{"a":1}'],
    ['a whole deflate', packed('deflate', deflateSync('{"a":1}')), '{"a":1}'],
    ['an unknown encoding, its bytes untouched,', packed('zipped', Buffer.from('{}')), '{}'],
  ] as [string, Say, string][])('%s is an answer', async (_name, say, text) => {
    const outcome = await against(say, method);
    expect(outcome).toMatchObject({ is: 'response', status: 200 });
    expect(outcome.is === 'response' && outcome.body.toString()).toBe(text);
  });
});

function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.on('close', () => {
    clearInterval(timer);
  });
}
