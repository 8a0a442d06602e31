/** What both simulated help desks share: a server whose answers can be lost after it has acted. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that has come whole. */
export interface Asked {
  method: string;
  url: URL;
  /** The body as JSON; undefined without one. */
  body: unknown;
  authorization: string;
}

/** What is answered. */
export interface Said {
  status: number;
  body: object;
}

/** A desk at a free port of this machine. */
export interface Server extends AsyncDisposable {
  url: string;
  /** Of the next writes, so many are carried out and their answers lost. */
  lose(count: number): void;
  /** Requests that have come, as `POST /path`. */
  asked: string[];
}

/** Starts one. */
export async function startServer(answer: (asked: Asked) => Said): Promise<Server> {
  let lost = 0;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const { method = 'GET', headers } = request;
      const url = new URL(request.url ?? '/', 'http://desk.example');
      asked.push(`${method} ${url.pathname}`);
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const said = answer({ method, url, body, authorization: headers.authorization ?? '' });
      if (method !== 'GET' && lost > 0) {
        lost -= 1;
        request.socket.destroy();
        return;
      }
      response.writeHead(said.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(said.body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    lose: (count) => void (lost = count),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((done) =>
        server.close(() => {
          done();
        }),
      );
    },
  };
}

/** A value at a path of an unknown body. */
export function at(body: unknown, ...path: readonly string[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
