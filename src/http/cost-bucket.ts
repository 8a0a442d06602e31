/** A system's own bucket of points, as of its last response: requests cost points, which refill over time. */

/** What a response says of the bucket. */
export interface BucketState {
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
