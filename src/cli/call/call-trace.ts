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
    const seen = { exchanges: this.#exchanges, signIns: this.#signIns, events: this.#events, unused, read };
    [this.#exchanges, this.#signIns, this.#views, this.#events] = [[], [], [], []];
    return seen;
  }
}
