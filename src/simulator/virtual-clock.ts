/** A virtual clock: runs scheduled work by time, then by order of scheduling. Nothing ever really waits. */

/** Work to run at a moment; the next work starts when it is done. */
type Work = () => void | Promise<void>;

interface Entry {
  at: number;
  order: number;
  /** A call in flight: time passes automatically until it is answered. */
  inFlight: boolean;
  work: Work;
}

/** More than any test needs: stops a flow that never becomes idle. */
const mostEvents = 200_000;

/** Schedules and runs work in virtual time, one item at a time. */
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

  /** Schedules work for the current moment, after all work already scheduled for it. */
  soon(work: Work): void {
    this.#soon.push(work);
  }

  /** Schedules work for a moment; a past moment means now. */
  at(moment: number, key: string, work: Work, options: { inFlight?: boolean } = {}): void {
    const at = Math.max(moment, this.#now);
    this.#later.set(key, { at, order: this.#order++, inFlight: options.inFlight === true, work });
  }

  /** Cancels the work scheduled under a key. */
  cancel(key: string): void {
    this.#later.delete(key);
  }

  /** Runs the work due now; lets time pass only for calls in flight. */
  async settle(): Promise<void> {
    for (;;) {
      await this.#doSoon();
      if (![...this.#later.values()].some(({ inFlight }) => inFlight)) return;
      await this.#doNext(Number.POSITIVE_INFINITY);
    }
  }

  /** Lets time pass until a moment, running the work that becomes due. */
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

  /** Runs the earliest scheduled work, if due by then. */
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
    if (this.#events > mostEvents) throw new RangeError('the flow never becomes idle');
  }
}
