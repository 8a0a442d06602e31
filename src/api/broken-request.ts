/** Answers what is not even a request in HTTP: it gets no further than its socket. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { problemOf, problemType } from './problem.js';

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

/** Writes a problem and closes the connection, unless the other side has. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const status = statuses[error.code ?? ''] ?? 400;
  const what = new OrderlyError(
    'request_invalid',
    'This is not a request that HTTP/1.1 knows, or it is too slow.',
  );
  const body = JSON.stringify({ ...problemOf(what, randomUUID()), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
