/**
 * A virtual clock with the only event loop of the simulator: work is done one after the other, and time moves when nothing else
 * can. Nothing ever really waits.
 */
import { setImmediate as turn } from 'node:timers/promises';

/** Work to do at a moment; the next work starts when it is done and nothing that followed from it can go on. */
type Work = () => void | Promise<void>;

interface Entry {
  at: number;
  order: number;
  /** A call in flight: time passes automatically until it is answered. */
  inFlight: boolean;
  work: Work;
}

interface Condition {
  holds: () => boolean;
  resolve: () => void;
}

/** More than any test needs: stops a flow that never becomes idle. */
const mostEvents = 200_000;

/** Schedules and runs work in virtual time, one item at a time. */
export class VirtualClock {
  readonly #later = new Map<string, Entry>();
  readonly #soon: Work[] = [];
  readonly #last: Work[] = [];
  readonly #conditions = new Set<Condition>();
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

  /** Schedules work for the current moment, after all work already scheduled for it; `last` is done when there is no other. */
  soon(work: Work, options: { last?: boolean } = {}): void {
    (options.last === true ? this.#last : this.#soon).push(work);
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

  /** Resolves once this holds; it is looked at after each work. */
  condition(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => this.#conditions.add({ holds, resolve }));
  }

  /** Does the work that is due now; lets time pass only for calls in flight. */
  async settle(): Promise<void> {
    for (;;) {
      await this.#doSoon();
      const isInFlight = [...this.#later.values()].some(({ inFlight }) => inFlight);
      if (!(await this.#doNext(isInFlight ? Number.POSITIVE_INFINITY : this.#now))) return;
    }
  }

  /** Lets time pass until a moment, doing the work that becomes due. */
  async passUntil(moment: number): Promise<void> {
    await this.settle();
    while (await this.#doNext(moment)) await this.settle();
    this.#now = Math.max(this.#now, moment);
  }

  async #doSoon(): Promise<void> {
    await this.#dry();
    for (let work = this.#next(); work !== undefined; work = this.#next()) await this.#do(work);
  }

  #next(): Work | undefined {
    return this.#soon.shift() ?? this.#last.shift();
  }

  /** Does the earliest scheduled work, if due by then. */
  async #doNext(until: number): Promise<boolean> {
    let next: [string, Entry] | undefined;
    for (const entry of this.#later) {
      const [, { at, order }] = entry;
      if (next === undefined || at < next[1].at || (at === next[1].at && order < next[1].order)) next = entry;
    }
    if (next === undefined || next[1].at > until) return false;
    this.#later.delete(next[0]);
    this.#now = next[1].at;
    await this.#do(next[1].work);
    return true;
  }

  async #do(work: Work): Promise<void> {
    this.#events += 1;
    if (this.#events > mostEvents) throw new RangeError('the flow never becomes idle');
    await work();
    await this.#dry();
  }

  /** Lets promise chains run dry, and conditions that hold resolve, until nothing goes on any more. */
  async #dry(): Promise<void> {
    for (;;) {
      await turn();
      const met = [...this.#conditions].filter(({ holds }) => holds());
      if (met.length === 0) return;
      for (const condition of met) {
        this.#conditions.delete(condition);
        condition.resolve();
      }
    }
  }
}
