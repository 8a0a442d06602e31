/** One authorized request within the connection's limits; a refused credential is renewed once and the request repeated. */
import type { Authorized, AuthScheme, Outgoing } from '../../auth/scheme.js';
import type { HttpClient, HttpResponse } from '../../http/client.js';
import type { Limiter } from '../../http/limits.js';
import type { OperationCall } from '../connector.js';
import type { ExchangeFailure } from '../outcome-table.js';
import type { Trace, TracedExchange } from '../trace.js';
import type { LoadReader } from './load.js';

/** Through what a connection's requests go. */
export interface Transport {
  http: HttpClient;
  auth: AuthScheme;
  limiter: Limiter;
  maxBytes: number;
  /** Told of every answer. */
  load: LoadReader;
  /** Looks on, on an engineer's machine. */
  trace?: Trace | undefined;
  /** A credential was refused and renewed. */
  renewed: () => void;
}

/** How long a request may take, and who may call it off. */
export interface Allowance {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Asked right before the first byte, each time that the request is sent; never for a token. */
  gate?: OperationCall['gate'] | undefined;
  /** Whether an answer says that the credential was not accepted, and nothing was done. */
  isUnauthorized: (response: HttpResponse) => Promise<boolean>;
  rewrite: TracedExchange['rewrite'];
}

/** How long a token that cannot be had now is not asked for again, ms. */
const PAUSE = 1000;

/** Sends a request; an answer of any status, or why there is none. */
export async function exchange(
  request: Outgoing,
  allowance: Allowance,
  transport: Transport,
): Promise<HttpResponse | ExchangeFailure> {
  const first = await authorize(request, transport.auth);
  if (first.is === 'not_now') return { what: 'unsent', code: first.code, retryAfterMs: first.retryAfterMs };
  const answer = await limited(request, first.request, allowance, transport);
  const renewable = transport.auth.renew && first.credential !== undefined && 'status' in answer;
  if (!renewable || first.credential === undefined || !(await allowance.isUnauthorized(answer)))
    return answer;
  // It says that nothing was done: whoever asked was not known. So the same request may go again.
  if ((await transport.auth.renew?.(first.credential, answer)) === false) return answer;
  transport.renewed();
  const second = await authorize(request, transport.auth);
  return second.is === 'ready' ? limited(request, second.request, allowance, transport) : answer;
}

/** A store or token server that fails must not look as if the request had left. */
async function authorize(request: Outgoing, auth: AuthScheme): Promise<Authorized> {
  try {
    return await auth.apply(request);
  } catch {
    return { is: 'not_now', code: 'token_unavailable', retryAfterMs: PAUSE };
  }
}

async function limited(
  request: Outgoing,
  sent: Outgoing,
  allowance: Allowance,
  { http, limiter, maxBytes, trace }: Transport,
): Promise<HttpResponse | ExchangeFailure> {
  const place = await limiter.enter();
  if (place.is === 'full') return { what: 'unsent', code: 'limit_reached', retryAfterMs: place.retryAfterMs };
  const { timeoutMs, signal, gate, rewrite } = allowance;
  try {
    const outcome = await http.send({
      ...{ ...sent, timeoutMs, maxBytes },
      ...(signal ? { signal } : {}),
      ...(gate ? { gate } : {}),
    });
    trace?.exchange({ request, sent, rewrite, outcome });
    if (outcome.is !== 'response') return { what: outcome.is, code: outcome.code };
    return outcome;
  } finally {
    place.release();
  }
}
