/** A system as a TCP server that says what a fault says, byte by byte, and knows how many sockets are open. */
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';

/** What the system does once a whole request has come. */
export type Say = (socket: Socket) => void;

/** A request as it came, as Latin-1. */
export interface Asked {
  path: string;
  text: string;
}

/** A system at a free port of this machine. */
export interface FakeSystem extends AsyncDisposable {
  port: number;
  /** Requests that came, without those for a token and those that go before. */
  requests: () => number;
  /** Bytes that came, without those requests, as Latin-1. */
  received: () => string;
  /** Sockets that were ever opened. */
  ever: () => number;
  /** Waits until no socket is open, a second at most. */
  idle: () => Promise<boolean>;
}

/** How a system is made. */
export interface FakeSystemOptions {
  say: (socket: Socket, asked: Asked) => void;
  /** Path of its token endpoint, which is honest, and what it says. */
  signIn?: { path: string; say: Say } | undefined;
  /** Requests that go before the one that is meant: by a text in them, and what they are told, honestly. */
  before?: readonly { has: string; say: Say }[] | undefined;
  tls?: { cert: string; key: string };
}

/** Opens a system; `await using` closes it with all its sockets. */
export async function openFakeSystem({
  say,
  signIn,
  before = [],
  tls,
}: FakeSystemOptions): Promise<FakeSystem> {
  const open = new Set<Socket>();
  const count = { ever: 0, requests: 0, received: '' };
  const meet = (socket: Socket): void => {
    count.ever += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.on('data', (chunk) => (count.received += chunk.toString('latin1')));
    whenAsked(socket, (asked) => {
      const isToken = signIn?.path === asked.path;
      const honest = isToken ? signIn.say : before.find(({ has }) => asked.text.includes(has))?.say;
      if (honest) {
        count.received = count.received.replace(asked.text, '');
        honest(socket);
        return;
      }
      count.requests += 1;
      say(socket, asked);
    });
  };
  const server = tls ? createTls(tls, meet) : createTcp(meet);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    requests: () => count.requests,
    received: () => count.received,
    ever: () => count.ever,
    idle: () => isIdle(open),
    [Symbol.asyncDispose]: () => close(server, open),
  };
}

/** Calls with each request, once its body has come whole. */
function whenAsked(socket: Socket, asked: (asked: Asked) => void): void {
  let bytes = '';
  socket.on('data', (chunk) => {
    bytes += chunk.toString('latin1');
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(bytes.slice(0, end))?.[1] ?? 0);
    if (bytes.length < end + 4 + length) return;
    const text = bytes;
    bytes = '';
    asked({ path: text.split(' ', 2)[1] ?? '', text });
  });
}

async function isIdle(open: ReadonlySet<Socket>): Promise<boolean> {
  for (let turn = 0; turn < 100 && open.size > 0; turn += 1)
    await new Promise((wake) => setTimeout(wake, 10));
  return open.size === 0;
}

async function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  for (const socket of open) socket.destroy();
  await new Promise((closed) => server.close(closed));
}
