/** A draft: plain YAML values, with remarks on what was guessed and what is missing. */

/** Placeholder that a person has to replace. */
export const TODO = 'TODO';

/** A value of a draft. */
export type DraftValue = string | readonly DraftValue[] | { readonly [key: string]: DraftValue };

/** A map of a draft. */
export type DraftMap = Record<string, DraftValue>;

/** Remarks, by the path of the value they belong to. */
export class Remarks {
  readonly #all = new Map<string, string>();

  /** Marks a value as guessed. */
  guess(path: readonly string[], why: string): void {
    this.#all.set(JSON.stringify(path), `guess: ${why}`);
  }

  /** Marks a place that a person has to fill in. */
  todo(path: readonly string[], what: string): void {
    this.#all.set(JSON.stringify(path), `TODO: ${what}`);
  }

  /** Says something of a value that needs no work. */
  note(path: readonly string[], text: string): void {
    this.#all.set(JSON.stringify(path), text);
  }

  /** Removes all remarks at a path and below. */
  drop(path: readonly string[]): void {
    for (const key of this.#all.keys()) {
      const of = JSON.parse(key) as string[]; // written above
      if (path.every((part, index) => of[index] === part)) this.#all.delete(key);
    }
  }

  /** All remarks with their paths. */
  get entries(): readonly (readonly [path: readonly string[], text: string])[] {
    return [...this.#all].map(([path, text]) => [JSON.parse(path) as string[], text]); // written above
  }
}
