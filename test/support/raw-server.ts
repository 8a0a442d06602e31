/** A TCP server that says what it is told, byte by byte, and knows how many sockets are open. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawServer extends AsyncDisposable {
  url: string;
  port: number;
  /** All bytes that have come. */
  received: () => string;
  sockets: () => { open: number; ever: number };
  /** Waits until no socket is open, a second at most. */
  idle: () => Promise<boolean>;
}

/** Calls `answer` when the first bytes of a request come in on a socket, and for each later one. */
export async function serveRaw(
  answer: (socket: Socket, bytes: Buffer) => void,
  { host = '127.0.0.1', port = 0 }: { host?: string; port?: number } = {},
): Promise<RawServer> {
  const open = new Set<Socket>();
  let ever = 0;
  let received = '';
  const server = createServer((socket) => {
    ever += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      answer(socket, bytes);
    });
  });
  await new Promise<void>((listening, fail) => {
    server.once('error', fail);
    server.listen(port, host, listening);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    received: () => received,
    sockets: () => ({ open: open.size, ever }),
    async idle() {
      for (let turn = 0; turn < 100 && open.size > 0; turn += 1)
        await new Promise((wake) => setTimeout(wake, 10));
      return open.size === 0;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Writes as fast as the other side reads, until it goes away. */
export function pour(socket: Socket, piece: string): void {
  const many = piece.repeat(Math.ceil(50_000 / piece.length));
  const more = (): void => {
    while (!socket.destroyed && socket.write(many));
  };
  socket.on('drain', more);
  more();
}
