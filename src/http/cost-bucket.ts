/** Tracks a system's bucket of points by its last response: requests cost points, which return over time. */

/** The state of the bucket according to a response. */
export interface BucketState {
  /** Remaining points. */
  available: number;
  restorePerSecond: number;
  /** What this request cost, or would have cost. */
  needed: number;
}

/** Longest wait for points before the next request, in ms. */
const LONGEST = 60_000;

/** Tracks one bucket; until a response reports its state, no request has to wait. */
export class CostBucket {
  #state: BucketState | undefined;
  #at = 0;

  /** Takes the state from a response, unless invalid; `others` are pending requests that it may not include. */
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

  /** Deducts the points of a request being sent, until a response corrects them. */
  spend(): void {
    if (this.#state) this.#state.available -= this.#state.needed;
  }
}
