/** For servers that cannot choose a port themselves. */
import { createServer, type AddressInfo } from 'node:net';
import type { Child } from './child.js';

/** Starts a server on a port that is free now; where another took it first, on the next one. */
export async function onFreePort(
  start: (port: number) => Promise<Child>,
): Promise<{ child: Child; port: number }> {
  for (let tries = 5; ; tries -= 1) {
    const port = await freePort();
    try {
      return { child: await start(port), port };
    } catch (error) {
      const taken = /address already in use|bind\(\)|could not create listening/i.test(String(error));
      if (tries <= 1 || !taken) throw error;
    }
  }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
