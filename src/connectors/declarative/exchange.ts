/** Sends an authorized request within the connection's limits; renews a refused credential once and retries. */
import type { Authorized, AuthScheme, Outgoing } from '../auth/scheme.js';
import type { HttpClient, HttpResponse } from '../http/client.js';
import type { Limiter } from '../http/rate-limiter.js';
import type { OperationCall } from '../connector.js';
import type { ExchangeFailure } from '../outcome-table.js';
import type { Trace, TracedExchange } from '../trace.js';
import type { LoadReader } from './reported-rate-limits.js';
import { type SharedQuota, sleep } from './quotas.js';

/** What a connection's requests pass through. */
export interface Transport {
  http: HttpClient;
  auth: AuthScheme;
  limiter: Limiter;
  quota: SharedQuota;
  maxBytes: number;
  /** Receives every response. */
  load: LoadReader;
  /** Observes requests and responses on an engineer's machine. */
  trace?: Trace | undefined;
  /** Called when a refused credential was renewed. */
  renewed: () => void;
}

/** The time-out and abort signal of a request. */
export interface Allowance {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Called right before the first byte whenever the request is sent; never for a token request. */
  gate?: OperationCall['gate'] | undefined;
  /** Whether a response says that the credential was rejected and nothing was done. */
  isUnauthorized: (response: HttpResponse) => Promise<boolean>;
  rewrite: TracedExchange['rewrite'];
}

/** How long to wait before a token that is unavailable is requested again, in ms. */
const PAUSE = 1000;

/** Sends a request; returns a response of any status, or why there is none. */
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
  // The caller was not recognised, so nothing was done, and the same request may be sent again.
  if ((await transport.auth.renew?.(first.credential, answer)) === false) return answer;
  transport.renewed();
  const second = await authorize(request, transport.auth);
  return second.is === 'ready' ? limited(request, second.request, allowance, transport) : answer;
}

/** Adds credentials; a failing store or token server must not look as if the request had been sent. */
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
  { http, limiter, quota, maxBytes, trace }: Transport,
): Promise<HttpResponse | ExchangeFailure> {
  if (trace?.withholds(sent) === true) {
    trace.exchange({ request, sent, rewrite: allowance.rewrite, outcome: { is: 'unsent', code: 'dry_run' } });
    return { what: 'unsent', code: 'dry_run' };
  }
  const place = await limiter.enter();
  if (place.is === 'full') return { what: 'unsent', code: 'limit_reached', retryAfterMs: place.retryAfterMs };
  const { timeoutMs, signal, gate, rewrite } = allowance;
  try {
    const turn = await quota.take();
    if (turn.is === 'full') return { what: 'unsent', code: 'limit_reached', retryAfterMs: turn.retryAfterMs };
    await sleep(turn.delayMs);
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
