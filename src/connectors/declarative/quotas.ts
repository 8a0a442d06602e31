/** Quotas of a connection's system, which all workers share (DESIGN §8): so many requests a day, or one in five seconds. */
import type { HttpClient } from '../http/client.js';
import type { Json } from '../../contracts/json.js';
import type { Quotas } from '../../store/store.js';
import { nextMidnight } from './mapping/wall-clock.js';
import type { Answer, Condition } from './conditions.js';

/** So many requests in a while: evenly apart or, with a zone, within its calendar day. */
export interface Quota {
  count: number;
  ms: number;
  zone?: string;
  /** An answer that says that it is used up. */
  spent?: Condition;
}

/** When the next request may leave: after `delayMs`, which are short, or to be tried again. */
export type Turn = { is: 'granted'; delayMs: number } | { is: 'full'; retryAfterMs: number };

/** Longest time that a request waits here for its turn, ms. */
const MOMENT = 250;
/** How long a store that does not answer is left alone, and an answer 429 of a token endpoint counts, ms. */
const PAUSE = 1000;
const TOKEN_PAUSE = 60_000;

/** What is kept of a connection: until when nobody is let in, and by quota when the next one is, or the day's count. */
interface Used {
  until?: number;
  quotas?: Readonly<Record<string, { at: number; count: number }>>;
}

/** The quotas of one connection, as one of its workers sees them. */
export class SharedQuota {
  constructor(
    readonly quotas: readonly Quota[],
    readonly row: string,
    readonly store: Quotas,
  ) {}

  /** Takes a turn from every quota, or from none. */
  async take(): Promise<Turn> {
    if (this.quotas.length === 0) return { is: 'granted', delayMs: 0 };
    try {
      return await this.store.change(this.row, ({ used, now }) => takeTurn(this.quotas, usedOf(used), now));
    } catch {
      // Nothing was sent: whoever cannot count does not ask.
      return { is: 'full', retryAfterMs: PAUSE };
    }
  }

  /** What an answer says: pauses all workers so long, or until the end of a quota that is used up; how long that is, ms. */
  async learn(answer: Answer, pauseMs: number | undefined): Promise<number | undefined> {
    const spent = this.quotas.filter((quota) => quota.spent?.(answer) === true);
    if (this.quotas.length === 0 || (spent.length === 0 && pauseMs === undefined)) return pauseMs;
    return this.store
      .change(this.row, ({ used, now }) => {
        const ends = spent.map((quota) => endOf(quota, now));
        const until = Math.max(usedOf(used).until ?? 0, now + (pauseMs ?? 0), ...ends);
        return { used: { ...usedOf(used), until }, value: until - now };
      })
      .catch(() => pauseMs);
  }
}

/** A client for token requests, which have a quota of their own. */
export function withinQuota(http: HttpClient, quota: SharedQuota): HttpClient {
  if (quota.quotas.length === 0) return http;
  return {
    async send(request) {
      const turn = await quota.take();
      if (turn.is === 'full') return { is: 'unsent', code: 'limit_reached' };
      await sleep(turn.delayMs);
      const outcome = await http.send(request);
      if (outcome.is === 'response' && outcome.status === 429) await quota.learn(outcome429, TOKEN_PAUSE);
      return outcome;
    },
    [Symbol.dispose]: () => {
      http[Symbol.dispose]();
    },
  };
}

const outcome429: Answer = { status: 429, headers: {} };

/** Quotas that this process alone counts: of a check or a command, which no worker shares. */
export function ownQuotas(): Quotas {
  const rows = new Map<string, Json>();
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- a promise, as the store gives
    async change(connection, decide) {
      const { used, value } = decide({ used: rows.get(connection), now: Date.now() });
      if (used !== undefined) rows.set(connection, used);
      return value;
    },
  };
}

/** Waits for a short turn. */
export const sleep = (ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((wake) => setTimeout(wake, ms));

function takeTurn(quotas: readonly Quota[], used: Used, now: number): { used?: Json; value: Turn } {
  const of = (quota: Quota): { at: number; count: number } =>
    used.quotas?.[nameOf(quota)] ?? { at: 0, count: 0 };
  const paused = (used.until ?? 0) - now;
  const waits = quotas.map((quota) => {
    const { at, count } = of(quota);
    const isOpen = quota.zone !== undefined && (at <= now || count < quota.count);
    return { quota, ms: isOpen ? 0 : Math.max(0, at - now) };
  });
  // A slow pace is not waited out: its turn would be taken long before it comes.
  const tooLong = waits.filter(({ quota, ms }) => ms > (stepOf(quota) <= MOMENT ? MOMENT : 0));
  const retryAfterMs = Math.ceil(Math.max(paused, ...tooLong.map(({ ms }) => ms), 0));
  if (retryAfterMs > 0) return { value: { is: 'full', retryAfterMs } };
  const delayMs = Math.max(0, ...waits.map(({ ms }) => ms));
  const next = quotas.map((quota) => {
    const { at, count } = of(quota);
    if (quota.zone === undefined) return [nameOf(quota), { at: Math.max(at, now) + stepOf(quota), count: 0 }];
    const isSameDay = at > now;
    return [nameOf(quota), { at: endOf(quota, now), count: isSameDay ? count + 1 : 1 }];
  });
  const kept = { ...used, quotas: Object.fromEntries(next) as Json } as unknown as Json;
  return { used: kept, value: { is: 'granted', delayMs: Math.ceil(delayMs) } };
}

const usedOf = (used: Json | undefined): Used => (used ?? {}) as Used; // only `takeTurn` and `learn` write it

const nameOf = ({ count, ms, zone = '' }: Quota): string => `${count}/${ms}${zone}`;

const stepOf = ({ count, ms }: Quota): number => ms / count;

const endOf = ({ ms, zone }: Quota, now: number): number =>
  zone === undefined ? now + ms : nextMidnight(now, zone);
