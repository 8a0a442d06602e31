/** Ports of 127.0.0.1, for programs that cannot choose one themselves. */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';

const HOST = '127.0.0.1';

/**
 * Below the ports that systems give to outgoing connections: a remembered port among those could be taken by any
 * client, even by one that tries to reach it.
 */
const CHOICE = [20_000, 32_768] as const;

/** A port that nobody listens on; another program may take it before it is used. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...CHOICE);
    const free = await requireFree(port).then(
      () => true,
      () => false,
    );
    if (free) return port;
  }
}

/** Throws `port_in_use` if a program listens on the port. */
export async function requireFree(port: number): Promise<void> {
  const server = await listen(createServer(), port);
  server.close();
  await once(server, 'close');
}

/** The server, listening; without a port, on one that the system chooses. Throws `port_in_use`. */
export async function listen(server: Server, port = 0): Promise<Server> {
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error; // net emits errno exceptions only
    throw new OrderlyError('port_in_use', `Port ${port} on ${HOST} is in use`, { cause: error });
  }
}

/** Port of a listening server. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new TypeError('The server is not listening on a port.');
  return address.port;
}
