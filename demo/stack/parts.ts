/** What was started, ended in reverse order: AsyncDisposableStack, which Node 20 does not have yet. */

/** Holds what must be ended; ending one that fails does not keep the others alive. */
export class Parts implements AsyncDisposable {
  readonly #ends: (() => unknown)[] = [];

  /** Takes over something that can be disposed of. */
  use<T extends AsyncDisposable>(part: T): T {
    this.#ends.push(() => part[Symbol.asyncDispose]());
    return part;
  }

  /** Does this at the end. */
  defer(end: () => unknown): void {
    this.#ends.push(end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = [];
    for (let end = this.#ends.pop(); end !== undefined; end = this.#ends.pop()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts could not be ended.');
  }
}
