/** The tape of numbers that every choice of a generated flow is read from: fast-check makes it, and shrinks it. */
import fc from 'fast-check';

/** Reads a tape once; at its end every choice is the first one, so that a shorter tape makes a simpler flow. */
export class Tape {
  #at = 0;

  constructor(private readonly numbers: ArrayLike<number>) {}

  /** A whole number from 0, below `count`. */
  below(count: number): number {
    const number = this.numbers[this.#at] ?? 0;
    this.#at += 1;
    return number % count;
  }

  /** A whole number between two, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True in so many of a hundred cases; never at the end of the tape. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  /** One of several. */
  one<T>(items: readonly [T, ...T[]]): T;
  one<T>(items: readonly T[]): T | undefined;
  one<T>(items: readonly T[]): T | undefined {
    return items[this.below(Math.max(1, items.length))];
  }

  /** So many of them, each once, in their order. */
  some<T>(items: readonly T[], least: number): T[] {
    const chosen = items.filter(() => this.chance(50));
    return chosen.length >= least ? chosen : items.slice(0, least);
  }
}

/** Tapes that are long enough for a flow. */
export const tapes: fc.Arbitrary<Uint16Array> = fc.uint16Array({
  minLength: 150,
  maxLength: 700,
  size: 'max',
});
