/** Events of a workflow that wait to be taken in, each with its time and the trace that it belongs to. */
import type { Runtime, TraceContext } from './runtime.js';

/** An event without its time, which the queue adds. */
export type NewEvent<Event extends { now: number }> = Event extends unknown ? Omit<Event, 'now'> : never;

/** First in, first out. */
export class EventQueue<Event extends { now: number }> {
  readonly #runtime: Pick<Runtime, 'now' | 'traces'>;
  readonly #waiting: { event: Event; trace: TraceContext | undefined }[] = [];

  constructor(runtime: Pick<Runtime, 'now' | 'traces'>) {
    this.#runtime = runtime;
    this.trace = runtime.traces?.current();
  }

  /** The trace of what was taken last, or in which the queue was made. */
  trace: TraceContext | undefined;

  get length(): number {
    return this.#waiting.length;
  }

  /** Adds an event, which belongs to the trace of whoever tells of it. */
  push(event: NewEvent<Event>): void {
    this.#waiting.push(this.#entry(event));
  }

  /** Adds an event before all others. */
  unshift(event: NewEvent<Event>): void {
    this.#waiting.unshift(this.#entry(event));
  }

  /** Takes the next event; what its taker does from now on belongs to the event's trace. */
  shift(): Event | undefined {
    const next = this.#waiting.shift();
    if (next !== undefined) this.#runtime.traces?.goOnIn((this.trace = next.trace));
    return next?.event;
  }

  #entry(event: NewEvent<Event>): { event: Event; trace: TraceContext | undefined } {
    // Every event has a time, and the rest of it is what was given.
    const timed = { ...event, now: this.#runtime.now() } as unknown as Event;
    return { event: timed, trace: this.#runtime.traces?.current() };
  }
}
