/** One authorized request within the connection's limits; a refused credential is renewed once and the request repeated. */
import type { Authorized, AuthScheme, Outgoing } from '../../auth/scheme.js';
import type { HttpClient, HttpResponse } from '../../http/client.js';
import type { Limiter } from '../../http/limits.js';
import type { Trouble } from '../outcome-table.js';
import { retryAfterMs } from './retry-after.js';

/** Through what a connection's requests go. */
export interface Wire {
  http: HttpClient;
  auth: AuthScheme;
  limiter: Limiter;
  maxBytes: number;
  /** A credential was refused and renewed. */
  renewed: () => void;
}

/** How long a request may take, and who may call it off. */
export interface Allowance {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** Without a Retry-After a 429 closes the connection for this long, ms. */
const PAUSE = 1000;

/** Sends a request; an answer of any status, or why there is none. */
export async function exchange(
  request: Outgoing,
  allowance: Allowance,
  wire: Wire,
): Promise<HttpResponse | Trouble> {
  const first = await authorize(request, wire.auth);
  if (first.is === 'not_now') return { what: 'unsent', code: first.code, retryAfterMs: first.retryAfterMs };
  const answer = await limited(first.request, allowance, wire);
  const renewable =
    wire.auth.renew && first.credential !== undefined && 'status' in answer && answer.status === 401;
  if (!renewable || first.credential === undefined) return answer;
  // A 401 says that nothing was done: whoever asked was not known. So the same request may go again.
  if ((await wire.auth.renew?.(first.credential, answer)) === false) return answer;
  wire.renewed();
  const second = await authorize(request, wire.auth);
  return second.is === 'ready' ? limited(second.request, allowance, wire) : answer;
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
  allowance: Allowance,
  { http, limiter, maxBytes }: Wire,
): Promise<HttpResponse | Trouble> {
  const place = await limiter.enter();
  if (place.is === 'full') return { what: 'unsent', code: 'limit_reached', retryAfterMs: place.retryAfterMs };
  const { timeoutMs, signal } = allowance;
  try {
    const outcome = await http.send({ ...request, timeoutMs, maxBytes, ...(signal ? { signal } : {}) });
    if (outcome.is !== 'response') return { what: outcome.is, code: outcome.code };
    if (outcome.status === 429)
      limiter.pause(retryAfterMs(outcome.headers['retry-after'], Date.now()) ?? PAUSE);
    return outcome;
  } finally {
    place.release();
  }
}
