/** How hard a connection's system is pressed: request rate, concurrency, and pauses when it asks for them. */
import { longestPauseMs } from './retry-after.js';

// A system's own bucket of points, as of its last response: requests cost points, which refill over time.

/** What a response says of the bucket. */
interface BucketState {
  /** Remaining points. */
  available: number;
  restorePerSecond: number;
  /** What this request cost, or would have cost. */
  needed: number;
}

/** Longest wait for points before asking again, ms. */
const LONGEST = 60_000;

/** Tracks one bucket; knows nothing, and holds nobody back, until a response tells. */
export class CostBucket {
  #state: BucketState | undefined;
  #at = 0;

  /** Applies a response's state; `others`: requests in flight, perhaps not yet counted in it. Ignores nonsense. */
  learn(state: BucketState, { now, others }: { now: number; others: number }): void {
    const { available, restorePerSecond, needed } = state;
    const sound =
      [available, restorePerSecond, needed].every(Number.isFinite) && restorePerSecond > 0 && needed >= 0;
    if (!sound) return;
    this.#state = { ...state, available: available - others * needed };
    this.#at = now;
  }

  /** How long until there are points for a request like the last one, ms. */
  waitMs(now: number): number {
    if (!this.#state) return 0;
    const { available, restorePerSecond, needed } = this.#state;
    const missing = needed - available - (restorePerSecond * (now - this.#at)) / 1000;
    return Math.min(LONGEST, Math.max(0, Math.ceil((missing / restorePerSecond) * 1000)));
  }

  /** A request goes out: its points count as spent until a response says otherwise. */
  spend(): void {
    if (this.#state) this.#state.available -= this.#state.needed;
  }
}

/** Longest time that a request waits for its turn before the caller must retry, in ms. */
const MOMENT = 250;

/** A connection's limits on itself. */
export interface RateLimits {
  /** At most `count` requests per `ms`, evenly refilled. */
  requests?: { count: number; ms: number };
  /** At most this many at once. */
  concurrent: number;
}

/** A place to send one request, or when to retry. */
export type Place = { is: 'granted'; release: () => void } | { is: 'full'; retryAfterMs: number };

/** Grants places within the limits; one limiter for each connection and process. */
export class Limiter {
  readonly #limits: RateLimits;
  #running = 0;
  /** When the next request is due if the bucket is empty (a leaky bucket as a single number). */
  #due = 0;
  #pausedUntil = 0;
  readonly #bucket = new CostBucket();
  readonly #waiting: (() => void)[] = [];

  constructor(limits: RateLimits) {
    this.#limits = limits;
  }

  /** Waits briefly for a place. */
  async enter(): Promise<Place> {
    const wait = this.#waitMs(Date.now());
    if (wait > MOMENT) return { is: 'full', retryAfterMs: wait };
    this.#count();
    if (this.#running < this.#limits.concurrent) this.#running += 1;
    else if (!(await this.#turn())) return { is: 'full', retryAfterMs: MOMENT };
    if (wait > 0) await sleep(wait);
    return { is: 'granted', release: once(this.#leave.bind(this)) };
  }

  /** The system said "not now": lets nobody in until then, an hour at most. */
  pause(ms: number): void {
    const wait = Math.min(longestPauseMs, ms);
    if (wait > 0) this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + wait);
  }

  /** A response told of the system's bucket: while it has too little for another such request, lets nobody in. */
  learn(state: BucketState): void {
    this.#bucket.learn(state, { now: Date.now(), others: Math.max(0, this.#running - 1) });
  }

  #waitMs(now: number): number {
    const { requests } = this.#limits;
    // A full bucket allows `count` requests at once, so the due moment may be that far ahead.
    const ahead = requests ? this.#due - now - (requests.ms - requests.ms / requests.count) : 0;
    return Math.max(0, Math.ceil(ahead), this.#pausedUntil - now, this.#bucket.waitMs(now));
  }

  #count(): void {
    this.#bucket.spend();
    const { requests } = this.#limits;
    if (requests) this.#due = Math.max(this.#due, Date.now()) + requests.ms / requests.count;
  }

  #turn(): Promise<boolean> {
    return new Promise((settle) => {
      const called = (): void => {
        clearTimeout(timer);
        settle(true);
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(called), 1);
        settle(false);
      }, MOMENT);
      this.#waiting.push(called);
    });
  }

  /** Passes the place to the next waiting request, so that none can jump the queue. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running -= 1;
  }
}

const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
