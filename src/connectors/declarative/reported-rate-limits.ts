/** What responses say about the system's own limits: in headers, and as a bucket of points. */
import type { HttpResponse } from '../http/client.js';
import type { Limiter } from '../http/rate-limiter.js';
import type { Json } from '../../contracts/json.js';
import type { JsonPath } from './json-path.js';
import type { Report } from './report-issues.js';
import type { ConnectionFile } from './schema.js';
import { longestPauseMs, retryAfterMs } from '../http/retry-after.js';

// What a system's headers say about when it may be asked again: Retry-After, and the names that vendors use.

/** The format of a reset time. */
type ResetForm = 'seconds' | 'epoch' | 'epoch-ms' | 'date';

/** The headers of one system; names in lower case. */
export interface RateHeaders {
  /** When requests are accepted again. */
  reset?: string | undefined;
  /** Its format; without one, a number that can only be a point in time is one, and any other is seconds. */
  as?: ResetForm | undefined;
  /** How many requests are left until then. */
  remaining?: string | undefined;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** Checked for every system: the IETF draft's names, and the most common others. */
const WELL_KNOWN: readonly RateHeaders[] = [
  { reset: 'ratelimit-reset', remaining: 'ratelimit-remaining' },
  { reset: 'x-ratelimit-reset', remaining: 'x-ratelimit-remaining' },
  { reset: 'x-rate-limit-reset', remaining: 'x-rate-limit-remaining' },
];

/** Statuses that mean "not now". */
const REFUSED = new Set([429, 503]);

/** The longest pause after a response that was a success, whatever its headers say, ms. */
const LONGEST_AFTER_SUCCESS = 60_000;
/** Pause for a system that sheds load without saying for how long, in ms. */
const SHEDDING = 1000;
/** Below it a number is seconds from now, from it on a moment (2001-09-09); a thousand times it is in ms. */
const FIRST_MOMENT = 1_000_000_000;

/** How long the system asks to be left alone, ms; undefined if it does not ask. At most an hour. */
export function pauseOf(
  { status, headers }: { status: number; headers: Headers },
  own: RateHeaders | undefined,
  now: number,
): number | undefined {
  const sets = own ? [own] : WELL_KNOWN;
  if (REFUSED.has(status)) return refusedFor(headers, sets, now);
  const spent = sets.find(({ remaining }) => isSpent(headers[remaining ?? '']));
  const until = spent && resetMs(headers, spent, now);
  const wait = until ?? draftPause(headers['ratelimit']) ?? shedding(headers);
  return wait === undefined ? undefined : Math.min(LONGEST_AFTER_SUCCESS, wait);
}

function refusedFor(headers: Headers, sets: readonly RateHeaders[], now: number): number | undefined {
  const asked = retryAfterMs(headers['retry-after'], now);
  if (asked !== undefined) return asked;
  for (const set of sets) {
    const wait = resetMs(headers, set, now);
    if (wait !== undefined) return wait;
  }
  return draftPause(headers['ratelimit']) ?? shedding(headers);
}

const isSpent = (remaining: string | undefined): boolean =>
  /^-?\d/.test(remaining ?? '') && Number(remaining) <= 0;

function resetMs(headers: Headers, { reset = '', as }: RateHeaders, now: number): number | undefined {
  const text = headers[reset]?.trim() ?? '';
  const moment = as === 'date' ? Date.parse(text) : momentOf(text, as, now);
  return Number.isNaN(moment) ? undefined : bounded(moment - now);
}

function momentOf(text: string, as: ResetForm | undefined, now: number): number {
  if (!/^\d{1,16}(\.\d{1,9})?$/.test(text)) return as === undefined ? Date.parse(text) : Number.NaN;
  const value = Number(text);
  if (as === 'epoch-ms' || (as === undefined && value >= FIRST_MOMENT * 1000)) return value;
  if (as === 'epoch' || (as === undefined && value >= FIRST_MOMENT)) return value * 1000;
  return now + value * 1000;
}

/** The exhausted policy, as in `"default";r=0;t=30` (draft-ietf-httpapi-ratelimit-headers-08 and later). */
function draftPause(header: string | undefined): number | undefined {
  const waits = (header ?? '')
    .split(',')
    .filter((policy) => /;\s*r=0(?![\d.])/.test(policy))
    .map((policy) => Number(/;\s*t=(\d{1,10})/.exec(policy)?.[1]))
    .filter((seconds) => !Number.isNaN(seconds));
  return waits.length === 0 ? undefined : bounded(Math.max(...waits) * 1000);
}

/** Salesforce B2C Commerce reports its load; from 90 % on it says THROTTLE. */
const shedding = (headers: Headers): number | undefined =>
  headers['sfdc_load_status']?.toUpperCase() === 'THROTTLE' ? SHEDDING : undefined;

const bounded = (ms: number): number => Math.ceil(Math.min(longestPauseMs, Math.max(0, ms)));

/** Passes what a response says to a limiter; `body` is its JSON view, if it has one. */
export type LoadReader = (
  answer: Pick<HttpResponse, 'status' | 'headers'>,
  body: Json | undefined,
  limiter: Limiter,
) => void;

/** Compiles `limits:` of a connection. */
export function compileLoad({ headers, bucket }: ConnectionFile['limits'], report: Report): LoadReader {
  const path = (name: keyof NonNullable<typeof bucket>): JsonPath | undefined =>
    bucket && report.jsonPath(bucket[name], ['limits', 'bucket', name]);
  const [available, restore, requested] = [path('available'), path('restore'), path('requested')];
  return (answer, body, limiter) => {
    const pause = pauseOf(answer, headers, Date.now());
    if (pause !== undefined) limiter.pause(pause);
    if (!bucket || body === undefined) return;
    limiter.learn({
      available: numberAt(available, body),
      restorePerSecond: numberAt(restore, body),
      needed: numberAt(requested, body),
    });
  };
}

/** The number at a path; NaN if there is none. */
function numberAt(path: JsonPath | undefined, body: Json): number {
  const [value] = path?.select(body) ?? [];
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
    ? Number(value)
    : Number.NaN;
}
