/** The codec server of Temporal's UI and CLI (`POST /decode`, `POST /encode`): it opens payloads for those who may read them. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { type CodecAnswer, codecAnswers, type CodecDesk, type CodecRequest } from './codec-answers.js';

/** Where it is served, and from which pages a browser may ask it. */
export interface CodecPlace {
  host: string;
  /** 0: any free one. */
  port: number;
  /** Origins of the UI: `https://temporal.internal`. */
  origins: readonly string[];
}

const MOST_BYTES = 20_000_000;
// Temporal's UI without a sign-in has no token to send: there it can stand in the address, which is a secret then.
const pathForm = /^(?:\/([^/]+))?(\/decode|\/encode)$/;

/** Serves it; returns its address. Throws `port_in_use`, or `config_invalid` for a place that is none. */
export async function serveCodec(
  desk: CodecDesk,
  { host, port, origins }: CodecPlace,
): Promise<{ url: string } & AsyncDisposable> {
  const answer = codecAnswers(desk);
  const server = createServer((request, response) => {
    allowOrigin(request, response, origins);
    void respond(request, response, answer).catch(() => {
      // The caller has gone in the middle of its request.
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) => {
      reject(notServed(host, port, code));
    });
    server.listen(port, host, resolve);
  });
  // A listening TCP server has an AddressInfo, never a path.
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: CodecRequest) => Promise<CodecAnswer>,
): Promise<void> {
  send(response, await answerTo(request, answer));
}

async function answerTo(
  request: IncomingMessage,
  answer: (request: CodecRequest) => Promise<CodecAnswer>,
): Promise<CodecAnswer> {
  const [url = ''] = (request.url ?? '').split('?', 1);
  if (request.method === 'OPTIONS') return { status: 204, body: '' };
  const [, token, path] = pathForm.exec(url) ?? [];
  if (request.method !== 'POST' || path === undefined)
    return { status: 404, body: 'Available: POST /decode and POST /encode.\n' };
  const { 'orderly-workflow': workflow } = request.headers;
  const authorization = token === undefined ? request.headers.authorization : `Bearer ${token}`;
  return answer({ path, authorization, workflow: [workflow].flat()[0], body: () => bodyIn(request) });
}

function send(response: ServerResponse, { status, body }: CodecAnswer): void {
  response.statusCode = status;
  response.setHeader('content-type', status === 200 ? 'application/json' : 'text/plain; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  response.end(body);
}

/** Lets the UI's pages, and no others, read answers (CORS, Fetch Standard); the token is needed all the same. */
function allowOrigin(
  { headers }: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): void {
  response.setHeader('vary', 'origin');
  const { origin } = headers;
  if (origin === undefined || !origins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader(
    'access-control-allow-headers',
    'authorization, content-type, x-namespace, orderly-workflow',
  );
  response.setHeader('access-control-max-age', '600');
}

/** The body as text; undefined once it is too large. */
async function bodyIn(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function notServed(host: string, port: number, code: string | undefined): OrderlyError {
  if (code === 'EADDRINUSE')
    return new OrderlyError('port_in_use', `Port ${port} on ${host} is in use`, {
      hint: 'Choose another port with `--port`.',
    });
  return new OrderlyError('config_invalid', `Cannot listen on ${host}, port ${port} (${code ?? 'unknown'})`, {
    hint: 'Correct `--host` and `--port`.',
  });
}
