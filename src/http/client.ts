/** The only way to send requests: never repeated, bounded in time and size, to allowed addresses (DESIGN §8). */
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import got, { type OptionsInit, type Request } from 'got';
import { type Agents, AgentPool, type PoolOptions } from './agents.js';
import { type EgressPolicy, guardedLookup, mayConnect, type Resolve } from './egress.js';
import type { Gate } from './gate.js';
import { type CutCode, cutCode, type UnsentCode, unsentCode } from './failures.js';
import { MOST_HOPS, redirectTarget } from './redirects.js';
import type { TlsFiles } from './tls.js';
import { RequestWatcher } from './request-watcher.js';

/** Default and largest possible limits of a response body, in bytes. */
export const BODY_BYTES = { usual: 2_000_000, most: 20_000_000 } as const;

/** Maximum size of a response's head, in bytes. */
const HEAD_BYTES = 32_768;
const GRACE_MS = 250;

/** One complete request: only `accept-encoding` and what HTTP itself needs are added. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer;
  /** Time-out from the look-up to the last byte of the response, in ms. */
  timeoutMs: number;
  /** Maximum size of the decoded response, in bytes. */
  maxBytes?: number;
  /** Client certificate and own authorities; the server's certificate is verified in any case. */
  tls?: TlsFiles;
  /**
   * Called once a fresh socket is connected (and secure), right before the first byte; on `false` or an error,
   * nothing is sent. A read with a gate follows no redirects.
   */
  gate?: Gate;
  signal?: AbortSignal;
}

/** A response; `body` is decompressed, in the charset of the system. */
export interface HttpResponse {
  is: 'response';
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** `unsent`: no byte of the request was sent; `cut`: bytes may have been sent, but no whole response arrived. */
export type HttpOutcome = HttpResponse | { is: 'unsent'; code: UnsentCode } | { is: 'cut'; code: CutCode };

/** Sends requests under one egress policy, over sockets that no other policy shares. */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpOutcome>;
  /** Closes idle sockets. */
  [Symbol.dispose](): void;
}

/** Options of a client: own authorities, a proxy, and a resolver (by default `dns.lookup`). */
export interface HttpClientOptions extends PoolOptions {
  resolve?: Resolve;
}

/** A client for one connection. */
export function openHttpClient(policy: EgressPolicy, options: HttpClientOptions = {}): HttpClient {
  const pool = new AgentPool(options);
  const lookup = guardedLookup(policy, options.resolve);
  const sendOnce = async (request: HttpRequest): Promise<HttpOutcome> => {
    if (request.signal?.aborted === true) return { is: 'unsent', code: 'cancelled' };
    if (!mayConnect(request.url, policy)) return { is: 'unsent', code: 'egress_refused' };
    const agents = agentsFor(request, pool);
    if (!agents) return { is: 'unsent', code: 'tls_failed' };
    // A tunnel or a gated socket connects apart from its request, and may still do so when that is over.
    const over = options.proxy || request.gate ? new AbortController() : undefined;
    try {
      const wiring = { lookup, agents, given: over?.signal };
      return await exchange(got.stream(gotOptions(request, wiring)), request);
    } finally {
      // Set a reason: the default is an error, whose stack would be captured for each request.
      over?.abort('over');
    }
  };
  return {
    send: (request) =>
      request.method === 'GET' && !request.gate ? follow(request, sendOnce) : sendOnce(request),
    [Symbol.dispose]() {
      pool[Symbol.dispose]();
    },
  };
}

/** Follows same-origin redirects of a read, each checked like the first request; a redirect loop ends. */
async function follow(
  request: HttpRequest,
  send: (hop: HttpRequest) => Promise<HttpOutcome>,
): Promise<HttpOutcome> {
  const deadline = Date.now() + request.timeoutMs;
  const seen = new Set([request.url.href]);
  let { url } = request;
  let outcome = await send(request);
  while (outcome.is === 'response' && seen.size <= MOST_HOPS) {
    const target = redirectTarget(outcome.status, outcome.headers['location'], url);
    if (!target || seen.has(target.href)) break;
    url = target;
    seen.add(url.href);
    outcome = await send({ ...request, url, timeoutMs: Math.max(1, deadline - Date.now()) });
  }
  return outcome;
}

type Wiring = { lookup: ReturnType<typeof guardedLookup>; agents: Agents; given: AbortSignal | undefined };

/** Sockets, or undefined where the request's own certificate or key cannot be used. */
function agentsFor(request: HttpRequest, pool: AgentPool): Agents | undefined {
  try {
    return pool.agents(request);
  } catch {
    return undefined;
  }
}

function gotOptions(
  request: HttpRequest,
  { lookup, agents, given }: Wiring,
): OptionsInit & { isStream: true } {
  return {
    isStream: true,
    url: request.url,
    method: request.method,
    headers: { 'user-agent': 'orderly', ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    retry: { limit: 0 },
    followRedirect: false,
    maxHeaderSize: HEAD_BYTES,
    allowGetBody: request.body !== undefined,
    throwHttpErrors: false,
    timeout: { request: request.timeoutMs },
    dnsLookup: lookup,
    agent: agents,
    // got passes none of our options to agents; and no flag of Node may choose the lenient parser.
    request: (url, options, answered) =>
      (url.protocol === 'https:' ? httpsRequest : httpRequest)(
        url,
        { ...options, ...{ given }, insecureHTTPParser: false },
        answered,
      ),
  };
}

/** Runs the exchange to its end; every exit of got's stream ends here, so no got error escapes. */
async function exchange(stream: Request, request: HttpRequest): Promise<HttpOutcome> {
  const watcher = new RequestWatcher();
  const fail = (error: Error): void => void stream.destroy(error);
  stream.on('request', (outgoing: ClientRequest) => {
    watcher.watch(outgoing, request.url, fail);
  });
  // got itself stops at the deadline; this keeps a request from hanging if it ever fails to.
  const backstop = setTimeout(() => {
    fail(Object.assign(new Error('no end'), { code: 'ETIMEDOUT' }));
  }, request.timeoutMs + GRACE_MS);
  try {
    const head = await headOf(stream, request);
    const body = await readBody(stream, Math.min(request.maxBytes ?? BODY_BYTES.usual, BODY_BYTES.most));
    if (body) return { is: 'response', status: head.statusCode, headers: plainHeaders(head.headers), body };
    watcher.break();
    return { is: 'cut', code: 'answer_too_large' };
  } catch (error) {
    watcher.break();
    const cancelled = request.signal?.aborted === true;
    return watcher.sent
      ? { is: 'cut', code: cutCode(error, cancelled) }
      : { is: 'unsent', code: unsentCode(error, cancelled) };
  } finally {
    clearTimeout(backstop);
    stream.on('error', () => undefined);
    stream.destroy();
  }
}

type Head = { statusCode: number; headers: Readonly<Record<string, string | string[] | undefined>> };

function headOf(stream: Request, request: HttpRequest): Promise<Head> {
  return new Promise((settle, fail) => {
    stream.once('response', settle);
    stream.once('error', fail);
    // got waits for a piped body, unless it has one or the method allows none.
    if (request.body === undefined && request.method !== 'GET') stream.end();
  });
}

/** Reads the decoded body; undefined once it exceeds the cap. */
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
