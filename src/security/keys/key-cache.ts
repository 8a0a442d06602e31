/** Remembers what is costly to get, and must not be remembered for long: bounded in number and age, one load at a time for each name. */

/** How much is remembered. */
export interface KeyCacheLimits {
  /** Most entries; the one that was used longest ago goes first. */
  most: number;
  /** How long one may be used, ms: a destroyed key is forgotten by then. */
  lifeMs: number;
  /** The time, ms; for tests. */
  now: () => number;
}

const usual: KeyCacheLimits = { most: 10_000, lifeMs: 5 * 60_000, now: Date.now };

interface Entry<Value> {
  loaded: Promise<Value>;
  until: number;
}

/** Values by name. */
export class KeyCache<Value> {
  // A Map keeps the order of insertion, and each use inserts anew.
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #limits: KeyCacheLimits;

  constructor(limits: KeyCacheLimits = usual) {
    this.#limits = limits;
  }

  /** The remembered value, or what `load` gives; a failure is not remembered. */
  get(name: string, load: () => Promise<Value>): Promise<Value> {
    const { most, lifeMs, now } = this.#limits;
    const known = this.#entries.get(name);
    this.#entries.delete(name);
    const entry = known !== undefined && known.until > now() ? known : this.#load(name, load, now() + lifeMs);
    this.#entries.set(name, entry);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= most) break;
      this.#entries.delete(oldest);
    }
    return entry.loaded;
  }

  /** Remembers it no longer. */
  forget(name: string): void {
    this.#entries.delete(name);
  }

  /** Number of entries, those that are being loaded included. */
  get size(): number {
    return this.#entries.size;
  }

  #load(name: string, load: () => Promise<Value>, until: number): Entry<Value> {
    const entry = { loaded: load(), until };
    entry.loaded.catch(() => {
      if (this.#entries.get(name) === entry) this.#entries.delete(name);
    });
    return entry;
  }
}
