/** One authorized request within the connection's limits; a refused credential is renewed once and the request repeated. */
import type { Authorized, AuthScheme, Outgoing } from '../../auth/scheme.js';
import type { HttpClient, HttpResponse } from '../../http/client.js';
import type { Limiter } from '../../http/limits.js';
import type { OperationCall } from '../connector.js';
import type { Trouble } from '../outcome-table.js';
import type { Trace, TracedExchange } from '../trace.js';
import type { LoadReader } from './load.js';

/** Through what a connection's requests go. */
export interface Wire {
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
  told: TracedExchange['told'];
}

/** How long a token that cannot be had now is not asked for again, ms. */
const PAUSE = 1000;

/** Sends a request; an answer of any status, or why there is none. */
export async function exchange(
  request: Outgoing,
  allowance: Allowance,
  wire: Wire,
): Promise<HttpResponse | Trouble> {
  const first = await authorize(request, wire.auth);
  if (first.is === 'not_now') return { what: 'unsent', code: first.code, retryAfterMs: first.retryAfterMs };
  const answer = await limited(request, first.request, allowance, wire);
  const renewable = wire.auth.renew && first.credential !== undefined && 'status' in answer;
  if (!renewable || first.credential === undefined || !(await allowance.isUnauthorized(answer)))
    return answer;
  // It says that nothing was done: whoever asked was not known. So the same request may go again.
  if ((await wire.auth.renew?.(first.credential, answer)) === false) return answer;
  wire.renewed();
  const second = await authorize(request, wire.auth);
  return second.is === 'ready' ? limited(request, second.request, allowance, wire) : answer;
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
  { http, limiter, maxBytes, trace }: Wire,
): Promise<HttpResponse | Trouble> {
  const place = await limiter.enter();
  if (place.is === 'full') return { what: 'unsent', code: 'limit_reached', retryAfterMs: place.retryAfterMs };
  const { timeoutMs, signal, gate, told } = allowance;
  try {
    const outcome = await http.send({
      ...{ ...sent, timeoutMs, maxBytes },
      ...(signal ? { signal } : {}),
      ...(gate ? { gate } : {}),
    });
    trace?.exchange({ request, sent, told, outcome });
    if (outcome.is !== 'response') return { what: outcome.is, code: outcome.code };
    return outcome;
  } finally {
    place.release();
  }
}
