/** Finds unused ports, for programs that cannot choose one themselves. */
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';

/** Two different free ports of this machine; another program may take one before it is used. */
export async function twoFreePorts(): Promise<[number, number]> {
  const [first, second] = await Promise.all([listen(), listen()]);
  const ports: [number, number] = [portOf(first), portOf(second)];
  first.close();
  second.close();
  await Promise.all([once(first, 'close'), once(second, 'close')]);
  return ports;
}

/** A server listening on a port chosen by the system. */
export async function listen(server: Server = createServer()): Promise<Server> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** Port of a listening server. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server listens on no port.');
  return address.port;
}
