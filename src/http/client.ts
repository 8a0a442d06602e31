/** The one way out: a single HTTP request, never repeated, never redirected, bounded in time and size (DESIGN §8). */
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Socket } from 'node:net';
import got, { type OptionsInit, type Request } from 'got';
import { type EgressPolicy, guardedLookup, mayConnect } from './egress.js';
import { type CutCode, cutCode, type UnsentCode, unsentCode } from './failures.js';

/** Bytes of an answer that are read unless the request says otherwise, and the most it may say. */
export const BODY_BYTES = { usual: 2_000_000, most: 20_000_000 } as const;

/** One request, complete: nothing is added but `accept-encoding` and what HTTP itself needs. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer;
  /** From the look-up to the last byte of the answer, ms. */
  timeoutMs: number;
  /** Most bytes of the decoded answer. */
  maxBytes?: number;
  signal?: AbortSignal;
  /** Client certificate (PEM pair, or PFX), and authorities trusted instead of the system's; https only. */
  tls?: TlsOptions;
}

/** How this side shows itself in a TLS handshake, and whom it trusts; a PFX stands for both `cert` and `key`. */
interface TlsOptions {
  cert?: string | Buffer;
  key?: string | Buffer;
  pfx?: Buffer;
  passphrase?: string;
  ca?: (string | Buffer)[];
}

/** What came back; `body` is decompressed, in the charset of the system. */
export interface HttpResponse {
  is: 'response';
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** `unsent`: no byte of the request left this machine; `cut`: bytes may have left, and no whole answer came. */
export type HttpOutcome = HttpResponse | { is: 'unsent'; code: UnsentCode } | { is: 'cut'; code: CutCode };

/** Sends requests under one egress policy, over sockets that no other policy shares. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpOutcome>;
  /** Closes idle sockets. */
  [Symbol.dispose](): void;
}

/** A client for one connection. */
export function openHttpClient(policy: EgressPolicy): HttpClient {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  const lookup = guardedLookup(policy);
  return {
    async send(request) {
      if (request.signal?.aborted === true) return { is: 'unsent', code: 'cancelled' };
      if (!mayConnect(request.url, policy)) return { is: 'unsent', code: 'egress_refused' };
      return exchange(got.stream(gotOptions(request, { lookup, agents })), request);
    },
    [Symbol.dispose]() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

type Wiring = { lookup: ReturnType<typeof guardedLookup>; agents: { http: HttpAgent; https: HttpsAgent } };

function gotOptions(request: HttpRequest, { lookup, agents }: Wiring): OptionsInit & { isStream: true } {
  return {
    isStream: true,
    url: request.url,
    method: request.method,
    headers: { 'user-agent': 'orderly', ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    timeout: { request: request.timeoutMs },
    dnsLookup: lookup,
    // A write never goes over a socket that the other side may just have closed: its loss would be unclear.
    agent:
      request.method === 'GET' && !request.tls
        ? agents
        : { http: new HttpAgent(), https: new HttpsAgent(request.tls ?? {}) },
  };
}

/** Runs the exchange to its end; every way out of got's stream ends here, so no got error ever leaves. */
async function exchange(stream: Request, request: HttpRequest): Promise<HttpOutcome> {
  const wire = { sent: false };
  stream.on('request', (outgoing: ClientRequest) => {
    const watch = (socket: Socket): void => {
      whenConnected(socket, request.url, () => (wire.sent = true));
    };
    if (outgoing.socket) watch(outgoing.socket);
    else outgoing.once('socket', watch);
  });
  try {
    const head = await new Promise<Head>((settle, fail) => {
      stream.once('response', settle);
      stream.once('error', fail);
      // got waits for a body to be piped in, unless it was given one or the method has none.
      if (request.body === undefined && request.method !== 'GET') stream.end();
    });
    const body = await readBody(stream, Math.min(request.maxBytes ?? BODY_BYTES.usual, BODY_BYTES.most));
    if (!body) return { is: 'cut', code: 'answer_too_large' };
    return { is: 'response', status: head.statusCode, headers: plainHeaders(head.headers), body };
  } catch (error) {
    const cancelled = request.signal?.aborted === true;
    return wire.sent
      ? { is: 'cut', code: cutCode(error, cancelled) }
      : { is: 'unsent', code: unsentCode(error, cancelled) };
  } finally {
    stream.on('error', () => undefined);
    stream.destroy();
  }
}

type Head = { statusCode: number; headers: Readonly<Record<string, string | string[] | undefined>> };

/** Calls back at the moment from which bytes of the request may leave: connected, and past the TLS handshake. */
function whenConnected(socket: Socket, url: URL, callback: () => void): void {
  const secure = url.protocol === 'https:';
  const busy =
    socket.connecting || (secure && 'secureConnecting' in socket && socket.secureConnecting === true);
  if (busy) socket.once(secure ? 'secureConnect' : 'connect', callback);
  else callback();
}

/** The decoded body, or undefined once it is larger than the cap. */
async function readBody(stream: Request, cap: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > cap) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function plainHeaders(headers: Head['headers']): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}
