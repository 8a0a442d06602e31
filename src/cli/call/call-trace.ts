/** Observes every request of a connection, its answer, and which parts of the answer are read. */
import type { Outgoing } from '../../auth/scheme.js';
import type { ConnectionEvent } from '../../connectors/events.js';
import type { SignInExchange, Trace, TracedExchange } from '../../connectors/trace.js';
import type { Json } from '../../contracts/json.js';
import { trackReads, type ReadTracker } from './read-tracker.js';

/** What was observed since the last `take`. */
export interface Seen {
  exchanges: readonly TracedExchange[];
  /** On the way to a credential. */
  signIns: readonly SignInExchange[];
  events: readonly ConnectionEvent[];
  /** What was read of each exchange's answer, as JSON; nothing of one that could not be read. */
  views: readonly (Json | undefined)[];
  /** JSONPaths of answers that nothing read. */
  unused: readonly string[];
  /** Scalar values of answers that were read, as text. */
  read: ReadonlySet<string>;
}

/** Observes one merchant's connections. */
export class CallTrace implements Trace {
  /** Whether only what reads by its method is sent; all else is shown. */
  dry = false;
  #exchanges: TracedExchange[] = [];
  #signIns: SignInExchange[] = [];
  #views: ReadTracker[] = [];
  #events: ConnectionEvent[] = [];
  readonly #answers = new Map<TracedExchange, Json>();

  exchange(exchange: TracedExchange): void {
    this.#exchanges.push(exchange);
  }

  signIn(exchange: SignInExchange): void {
    this.#signIns.push(exchange);
  }

  withholds({ method }: Outgoing): boolean {
    return this.dry && method !== 'GET';
  }

  view(view: Json): Json {
    const watched = trackReads(view);
    this.#views.push(watched);
    const last = this.#exchanges.at(-1);
    if (last !== undefined) this.#answers.set(last, view);
    return watched.view;
  }

  /** Records a connection event. */
  readonly event = (event: ConnectionEvent): void => {
    this.#events.push(event);
  };

  /** Returns what was observed and resets. */
  take(): Seen {
    const unused = [...new Set(this.#views.flatMap((view) => view.unused()))];
    const read = new Set(this.#views.flatMap((view) => [...view.read]));
    const views = this.#exchanges.map((exchange) => this.#answers.get(exchange));
    const [exchanges, signIns, events] = [this.#exchanges, this.#signIns, this.#events];
    const seen = { exchanges, signIns, events, views, unused, read };
    this.#answers.clear();
    [this.#exchanges, this.#signIns, this.#views, this.#events] = [[], [], [], []];
    return seen;
  }
}
