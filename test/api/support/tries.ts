/** What somebody tried who may not, counted by family, and what of it came through. */

/** A count that a table is made of. */
export class Tries {
  readonly #families = new Map<string, { tried: number; through: string[] }>();

  /** Counts one. */
  add(family: string, what: string, isThrough: boolean): void {
    const { tried, through } = this.#families.get(family) ?? { tried: 0, through: [] };
    this.#families.set(family, { tried: tried + 1, through: isThrough ? [...through, what] : through });
  }

  /** How many there were. */
  get tried(): number {
    return [...this.#families.values()].reduce((sum, { tried }) => sum + tried, 0);
  }

  /** What came through, with its family. */
  get through(): string[] {
    return [...this.#families].flatMap(([family, { through }]) =>
      through.map((what) => `${family}: ${what}`),
    );
  }

  /** A line a family. */
  table(): string {
    const lines = [...this.#families].map(
      ([family, { tried, through }]) =>
        `${family.padEnd(34)}${String(tried).padStart(6)}${String(through.length).padStart(10)}`,
    );
    return [`${'Who may'.padEnd(34)} tries   through`, ...lines].join('\n');
  }
}
