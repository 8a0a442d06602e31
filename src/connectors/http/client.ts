/** The only way to send requests: never repeated, bounded in time and size, to allowed addresses (DESIGN §8). */
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import got, { type OptionsInit, type Request } from 'got';
import { type Agents, AgentPool, type PoolOptions } from './socket-pool.js';
import { type EgressPolicy, guardedLookup, mayConnect, type Resolve } from './egress-policy.js';
import type { Gate } from './gate.js';
import type { TlsFiles } from './tls.js';
import { inSpan } from './request-span.js';
import { mayCarrySecrets } from './secret-hosts.js';
import { type TlsCode, tlsFailureOf } from '../../contracts/tls-failure.js';

// Names for failures on the wire; the errors themselves hold URLs and are not passed on.

const TLS = /^(CERT_|ERR_TLS|ERR_SSL|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;
const DNS = /^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/;

/** Why no byte of a request was sent. */
type UnsentCode =
  | 'egress_refused'
  | 'secret_host_refused'
  | 'host_unknown'
  | 'tls_failed'
  | TlsCode
  | 'timed_out'
  | 'cancelled'
  | 'not_connected'
  | 'gate_closed'
  | 'dry_run'
  | 'limit_reached'
  | 'proxy_unreachable'
  | 'proxy_refused'
  | 'proxy_unauthorized';

/** Our own codes, thrown before a request leaves. */
const OWN = new Map<string, UnsentCode>([
  ['EGRESS_REFUSED', 'egress_refused'],
  ['SECRET_HOST_REFUSED', 'secret_host_refused'],
  ['ETIMEDOUT', 'timed_out'],
  ['GATE_CLOSED', 'gate_closed'],
  ['PROXY_UNREACHABLE', 'proxy_unreachable'],
  ['PROXY_REFUSED', 'proxy_refused'],
  ['PROXY_UNAUTHORIZED', 'proxy_unauthorized'],
]);

/** Why no complete response came after bytes of a request may have left. */
type CutCode = 'timed_out' | 'cancelled' | 'answer_too_large' | 'answer_cut' | 'tls_certificate_wanted';

/** `unsent`: no byte of the request was sent; `cut`: bytes may have been sent, but no whole response arrived. */
type Unanswered =
  | { is: 'unsent'; code: UnsentCode }
  /** `status` where the head of a response has come. */
  | { is: 'cut'; code: CutCode; status?: number };

/** The name of a failure before the connection was established. */
function unsentCode(error: unknown, cancelled: boolean): UnsentCode {
  if (cancelled) return 'cancelled';
  const code = codeOf(error);
  const own = OWN.get(code);
  if (own) return own;
  if (DNS.test(code)) return 'host_unknown';
  return tlsFailureOf(error) ?? (TLS.test(code) ? 'tls_failed' : 'not_connected');
}

/** The name of a failure after the connection was established. */
function cutCode(error: unknown, cancelled: boolean): CutCode {
  if (cancelled) return 'cancelled';
  // With TLS 1.3 a server judges the client's certificate behind the handshake.
  if (tlsFailureOf(error) === 'tls_certificate_wanted') return 'tls_certificate_wanted';
  return codeOf(error) === 'ETIMEDOUT' ? 'timed_out' : 'answer_cut';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

// What one request does on its socket: whether bytes may have left, and what no response may do.

/** Most interim responses (1xx) that are waited through. */
const MOST_INTERIM = 8;

/** Follows one request from its start. */
class RequestWatcher {
  #sent = false;
  #socket: Socket | undefined;

  /** Whether bytes of the request may have been sent. */
  get sent(): boolean {
    return this.#sent;
  }

  /** Watches the request; calls `fail` for responses that would never end. */
  watch(outgoing: ClientRequest, url: URL, fail: (error: Error) => void): void {
    const meet = (socket: Socket): void => {
      this.#socket = socket;
      whenConnected(socket, url, () => (this.#sent = true));
    };
    if (outgoing.socket) meet(outgoing.socket);
    else outgoing.once('socket', meet);
    let interim = 0;
    outgoing.on('information', () => {
      if (++interim > MOST_INTERIM) fail(new Error('too many interim answers'));
    });
    // Nobody asked for another protocol (101), and Node never ends such a request.
    outgoing.once('upgrade', (_answer, socket: Socket) => {
      socket.destroy();
      fail(new Error('another protocol'));
    });
  }

  /** After a failure the socket is never reused, whatever is on it. */
  break(): void {
    this.#socket?.destroy();
  }
}

/** Calls back once bytes of the request may leave: connected, and past the TLS handshake. */
function whenConnected(socket: Socket, url: URL, callback: () => void): void {
  const secure = url.protocol === 'https:';
  const busy =
    socket.connecting || (secure && 'secureConnecting' in socket && socket.secureConnecting === true);
  if (busy) socket.once(secure ? 'secureConnect' : 'connect', callback);
  // If a look-up fails at once, the socket is neither connecting nor connected.
  else if (!socket.destroyed) callback();
}

// Where a response redirects a read (RFC 9110 §15.4), if that is the same origin.

/** Most redirects that one read follows. */
const MOST_HOPS = 5;

const FOLLOWED = new Set([301, 302, 303, 307, 308]);

/** The next URL, without its fragment; undefined: the answer stands. Another scheme or port is another origin. */
export function redirectTarget(status: number, location: string | undefined, from: URL): URL | undefined {
  if (!FOLLOWED.has(status) || location === undefined || !URL.canParse(location, from.href)) return undefined;
  const target = new URL(location, from);
  target.hash = '';
  const own = target.origin === from.origin && `${target.username}${target.password}` === '';
  return own ? target : undefined;
}

/** How many bytes of a response are read unless the request says otherwise, and the most it may allow. */
export const BODY_BYTES = { usual: 2_000_000, most: 20_000_000 } as const;

/** Most bytes of a response's head. */
const HEAD_BYTES = 32_768;
const GRACE_MS = 250;

/** One complete request: only `accept-encoding` and what HTTP itself needs are added. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: string | Buffer;
  /** From the DNS look-up to the last byte of the response, ms. */
  timeoutMs: number;
  /** Most bytes of the decoded response. */
  maxBytes?: number;
  /** Client certificate and own authorities; the server's certificate is verified in any case. */
  tls?: TlsFiles;
  /**
   * Asked once the request's own socket is connected (and secure), right before the first byte; `false` or an
   * error: nothing is sent. A read with a gate follows no redirect.
   */
  gate?: Gate;
  signal?: AbortSignal;
}

/** What came back; `body` is decompressed, in the system's charset. */
export interface HttpResponse {
  is: 'response';
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** What came of a request: a whole response, or why there is none. */
export type HttpOutcome = HttpResponse | Unanswered;

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
    if (!mayCarrySecrets(request.url.hostname, policy)) return { is: 'unsent', code: 'secret_host_refused' };
    const agents = agentsFor(request, pool);
    if (!agents) return { is: 'unsent', code: 'tls_failed' };
    // What connects apart from its request, a tunnel or a gated socket, may still be under way at its end.
    const over = options.proxy || request.gate ? new AbortController() : undefined;
    try {
      const wiring = { lookup, agents, given: over?.signal };
      return await exchange(got.stream(gotOptions(request, wiring)), request);
    } finally {
      // With a reason of its own: the default is an error, whose stack would be captured for every request.
      over?.abort('over');
    }
  };
  const sendTraced = (request: HttpRequest) => inSpan(request, () => sendOnce(request));
  return {
    send: (request) =>
      request.method === 'GET' && !request.gate ? follow(request, sendTraced) : sendTraced(request),
    [Symbol.dispose]() {
      pool[Symbol.dispose]();
    },
  };
}

/** Follows same-origin redirects of reads, checking each hop like the first; a redirect loop ends. */
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

/** Sockets, or undefined if the request's own certificate or key cannot be used. */
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
    // got passes none of our options to agents, and this keeps Node flags from selecting the lenient parser.
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
  // got enforces the deadline itself; no request may hang if it ever fails to.
  const backstop = setTimeout(() => {
    fail(Object.assign(new Error('no end'), { code: 'ETIMEDOUT' }));
  }, request.timeoutMs + GRACE_MS);
  try {
    const head = await headOf(stream, request);
    const body = await readBody(stream, Math.min(request.maxBytes ?? BODY_BYTES.usual, BODY_BYTES.most));
    if (body) return { is: 'response', status: head.statusCode, headers: plainHeaders(head.headers), body };
    watcher.break();
    return { is: 'cut', code: 'answer_too_large', status: head.statusCode };
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

/** The decoded body, or undefined once it exceeds the limit. */
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
