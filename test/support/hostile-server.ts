/** A real HTTP server on port 0 that behaves as badly as a test wants. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Hit {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface HostileServer extends AsyncDisposable {
  url: string;
  hits: Hit[];
}

/** Serves with a handler that gets each request with its whole body. */
export async function serve(handle: (hit: Hit, response: ServerResponse) => void): Promise<HostileServer> {
  const hits: Hit[] = [];
  const server = createServer((request, response) => {
    let body = '';
    // A character may come in two chunks.
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const hit = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      hits.push(hit);
      handle(hit, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hits,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}
