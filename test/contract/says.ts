/** What a system can say on a socket: whole answers, halves, drips, floods and bombs. */
import { createBrotliCompress, createGzip, type Gzip } from 'node:zlib';
import { pour } from '../support/raw-server.js';
import type { Say } from './fake-system.js';

/** Extra header lines by name. */
export type Headers = Readonly<Record<string, string>>;

/** The head of an answer. */
export const head = (status: number, headers: Headers = {}): string =>
  `HTTP/1.1 ${status} Said\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

/** A whole answer, after which the socket ends. */
export const answer =
  (status: number, body: string | Buffer, headers: Headers = {}): Say =>
  (socket) => {
    const bytes = Buffer.from(body);
    const length = status === 204 ? {} : { 'content-length': String(bytes.length) };
    socket.write(head(status, { connection: 'close', ...length, ...headers }));
    socket.end(bytes);
  };

/** Bytes as they are, and the socket left open. */
export const bytes =
  (text: string | Buffer): Say =>
  (socket) =>
    void socket.write(text);

/** Bytes as they are, then the end. */
export const ends =
  (text: string | Buffer): Say =>
  (socket) =>
    void socket.end(text);

/** Bytes, and once they have left a reset. */
export const resets =
  (text: string): Say =>
  (socket) => {
    socket.write(text, () => socket.resetAndDestroy());
  };

/** The first bytes at once, then a piece every 20 ms without end. */
export const drips =
  (first: string, piece: string): Say =>
  (socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(piece), 20);
    socket.on('close', () => {
      clearInterval(timer);
    });
  };

/** The first bytes, then a piece as fast as it is read, without end. */
export const floods =
  (first: string, piece: string): Say =>
  (socket) => {
    socket.write(first);
    pour(socket, piece);
  };

const BOMB = { pieces: 200, piece: Buffer.alloc(1_000_000) } as const;

/** 200 MB of zeros in few bytes, by their `content-encoding`. */
export interface Bombs {
  gzip: Buffer;
  br: Buffer;
}

/** Makes both, never holding more than a megabyte of what is inside. */
export async function makeBombs(): Promise<Bombs> {
  const [gzip, br] = await Promise.all([
    packed(createGzip()),
    packed(createBrotliCompress({ params: { 1: 1 } })),
  ]);
  return { gzip, br };
}

async function packed(stream: Gzip | ReturnType<typeof createBrotliCompress>): Promise<Buffer> {
  const write = async (): Promise<void> => {
    for (let piece = 0; piece < BOMB.pieces; piece += 1)
      await new Promise((written) => stream.write(BOMB.piece, written));
    stream.end();
  };
  const chunks: Buffer[] = [];
  const written = write();
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  await written;
  return Buffer.concat(chunks);
}
