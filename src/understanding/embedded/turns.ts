/** Who is served next: owners in turn, and what each owner brings in the order in which it came. */

/** Items that wait, by owner. */
export class Turns<Item> {
  /** In the order of their owners' turns. */
  readonly #waiting = new Map<string, Set<Item>>();
  #servedLast = '';

  /** Puts an item behind its owner's other ones. */
  add(owner: string, item: Item): void {
    const own = this.#waiting.get(owner) ?? new Set();
    this.#waiting.set(owner, own.add(item));
  }

  /** Owners of items that wait. */
  get owners(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  /**
   * Takes out the item whose turn it is, of the owners that may have one now; whose item was taken last comes after
   * everybody who waits by now.
   */
  next(may: (owner: string) => boolean = () => true): Item | undefined {
    const served = this.#waiting.get(this.#servedLast);
    if (served !== undefined && this.#waiting.delete(this.#servedLast))
      this.#waiting.set(this.#servedLast, served);
    for (const [owner, own] of [...this.#waiting].filter(([name]) => may(name)))
      for (const item of own) {
        this.#servedLast = owner;
        this.remove(owner, item);
        return item;
      }
    return undefined;
  }

  /** Takes an item out before its turn; false if it does not wait any more. */
  remove(owner: string, item: Item): boolean {
    const own = this.#waiting.get(owner);
    const waited = own?.delete(item) ?? false;
    if (own?.size === 0) this.#waiting.delete(owner);
    return waited;
  }
}
