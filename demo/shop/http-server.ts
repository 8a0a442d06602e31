/** A server on 127.0.0.1 with APIs, a control API, and faults between them. */
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { exchange, send } from './exchange.js';
import { type Api, type ApiRequest, json } from './api.js';
import type { Faults } from './faults.js';
import type { RequestLog } from './request-log.js';

const longestBody = 64 * 1024;

/** What a server is made of. */
export interface ServerParts {
  /** Asked in their order; the first that answers wins. */
  readonly apis: readonly Api[];
  /** Neither logged nor subject to faults. */
  readonly control: Api;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** 0 for any free one. */
  readonly port: number;
}

/** A server that is listening. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
}

const health: Api = ({ path }) => (path === '/healthz' ? json(200, { ok: true }) : undefined);

const oneOf =
  (apis: readonly Api[]): Api =>
  (request) => {
    for (const api of apis) {
      const answer = api(request);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };

/** Starts to listen; resolves when requests are answered, rejects when the port cannot be had. */
export async function listen(parts: ServerParts): Promise<RunningServer> {
  const closing = new AbortController();
  const aside = oneOf([health, parts.control]);
  const api = oneOf(parts.apis);
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const request = await readRequest(message);
    if (request === undefined) {
      send(response, json(413, { fehler: 'ANFRAGE_ZU_GROSS' }));
      return;
    }
    const outside = aside(request);
    if (outside !== undefined) send(response, outside);
    else {
      const fault = parts.faults.take(request);
      await exchange({ request, response, api, log: parts.log, closing: closing.signal }, fault);
    }
  };
  const server = createServer((message, response) => {
    answer(message, response).catch(() => response.destroy());
  });
  const url = await bind(server, parts.port);
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await close(server);
    },
  };
}

async function readRequest(message: IncomingMessage): Promise<ApiRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // A node:http body arrives as buffers as long as no encoding is set.
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= longestBody) chunks.push(chunk);
  }
  if (size > longestBody) return undefined;
  const target = message.url ?? '/';
  const [path = '/', query = ''] = target.split(/\?(.*)/s);
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    target,
    headers: message.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

const bind = (server: Server, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The server has no port.'));
      else resolve(`http://127.0.0.1:${address.port}`);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    // Silent and slow answers would keep their connections open for ever.
    server.closeAllConnections();
  });
