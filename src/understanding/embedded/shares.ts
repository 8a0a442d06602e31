/**
 * How much of the model's thread an owner has beside others: what follows an answer costs a machine several times what the
 * answer costs, so an owner of many long messages would leave the others a thread that is free and a machine that is not.
 */

/** Beside others, an owner rests so many times as long as its last question took: it has a quarter of the thread. */
const restFactor = 3;

/** Others count if one of them was served within this time (ms). */
const lately = 1_000;

/** Remembers when each owner was served last; all times are milliseconds of one clock. */
export class Shares {
  readonly #served = new Map<string, { at: number; restsUntil: number }>();

  /** Notes that an owner has had the thread. */
  served(owner: string, from: number, at: number): void {
    this.#served.set(owner, { at, restsUntil: at + restFactor * (at - from) });
  }

  /** How long an owner has yet to rest; 0 for one that nobody else is beside. */
  restOf(owner: string, now: number): number {
    const { restsUntil = now } = this.#served.get(owner) ?? {};
    const hasNeighbours = [...this.#served].some(([name, { at }]) => name !== owner && now - at < lately);
    return hasNeighbours ? Math.max(0, restsUntil - now) : 0;
  }
}
