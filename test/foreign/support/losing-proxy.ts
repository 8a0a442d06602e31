/** Stands before a system and loses answers: the system has done what it was asked, and the socket is reset. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The way to a system. */
export interface LosingProxy extends AsyncDisposable {
  url: string;
  /** Loses the next answer to a request in which this text stands. */
  loseAnswerTo(text: string): void;
  /** Answers that were lost. */
  lost: () => number;
}

/** Opens it on a free port. */
export async function openLosingProxy(target: string): Promise<LosingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let wanted: string | undefined;
  let lost = 0;
  const server = createServer((client) => {
    const system = connect(Number(port), hostname);
    let asked = '';
    for (const socket of [client, system]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    client.on('data', (bytes) => {
      asked += bytes.toString('latin1');
      system.write(bytes);
    });
    system.on('data', (bytes) => {
      const loses = wanted !== undefined && asked.includes(wanted);
      asked = '';
      if (!loses) {
        client.write(bytes);
        return;
      }
      wanted = undefined;
      lost += 1;
      client.resetAndDestroy();
      system.destroy();
    });
    client.on('close', () => system.destroy());
    system.on('close', () => client.end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseAnswerTo: (text) => void (wanted = text),
    lost: () => lost,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
