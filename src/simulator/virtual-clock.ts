/** A virtual clock: what is due at a moment, in the order of time and then of being planned. Nothing ever waits. */

/** Something that is done at a moment; the next thing begins when it has been done. */
type Work = () => void | Promise<void>;

interface Entry {
  at: number;
  order: number;
  /** A call on its way: time passes by itself until it has been answered. */
  inFlight: boolean;
  work: Work;
}

/** More than any test needs: a flow that never comes to rest is stopped. */
const mostEvents = 200_000;

/** Plans and does things in virtual time, one after the other. */
export class VirtualClock {
  readonly #later = new Map<string, Entry>();
  readonly #soon: Work[] = [];
  #now: number;
  #order = 0;
  #events = 0;

  constructor(now: number) {
    this.#now = now;
  }

  /** The virtual time, epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** Plans something for this very moment, after all that is planned for it. */
  soon(work: Work): void {
    this.#soon.push(work);
  }

  /** Plans something for a moment; one that has passed is now. */
  at(moment: number, key: string, work: Work, options: { inFlight?: boolean } = {}): void {
    const at = Math.max(moment, this.#now);
    this.#later.set(key, { at, order: this.#order++, inFlight: options.inFlight === true, work });
  }

  /** Takes back what was planned under a key. */
  cancel(key: string): void {
    this.#later.delete(key);
  }

  /** Does what is due now, and lets time pass only for calls on their way. */
  async settle(): Promise<void> {
    for (;;) {
      await this.#doSoon();
      if (![...this.#later.values()].some(({ inFlight }) => inFlight)) return;
      await this.#doNext(Number.POSITIVE_INFINITY);
    }
  }

  /** Lets time pass until a moment, and does on the way what becomes due. */
  async passUntil(moment: number): Promise<void> {
    await this.settle();
    while (await this.#doNext(moment)) await this.settle();
    this.#now = Math.max(this.#now, moment);
  }

  async #doSoon(): Promise<void> {
    for (let work = this.#soon.shift(); work !== undefined; work = this.#soon.shift()) {
      this.#count();
      await work();
    }
  }

  /** Does the earliest planned thing, if it is due until then. */
  async #doNext(until: number): Promise<boolean> {
    let next: [string, Entry] | undefined;
    for (const entry of this.#later) {
      const [, { at, order }] = entry;
      if (next === undefined || at < next[1].at || (at === next[1].at && order < next[1].order)) next = entry;
    }
    if (next === undefined || next[1].at > until) return false;
    this.#count();
    this.#later.delete(next[0]);
    this.#now = next[1].at;
    await next[1].work();
    return true;
  }

  #count(): void {
    this.#events += 1;
    if (this.#events > mostEvents) throw new RangeError('the flow never comes to rest');
  }
}
