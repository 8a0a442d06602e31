/** Sees every request of a connection, its answer, and what of the answer is read. */
import type { ConnectionEvent } from '../../connectors/events.js';
import type { Trace, TracedExchange } from '../../connectors/trace.js';
import type { Json } from '../../contracts/json.js';
import { trackReads, type ReadTracker } from './read-tracker.js';

/** What was seen since the last look. */
export interface Seen {
  exchanges: readonly TracedExchange[];
  events: readonly ConnectionEvent[];
  /** JSONPaths of answers that nothing read. */
  unused: readonly string[];
  /** Single values of answers that were read, as texts. */
  read: ReadonlySet<string>;
}

/** Looks on at one merchant's connections. */
export class CallTrace implements Trace {
  #exchanges: TracedExchange[] = [];
  #views: ReadTracker[] = [];
  #events: ConnectionEvent[] = [];

  exchange(exchange: TracedExchange): void {
    this.#exchanges.push(exchange);
  }

  view(view: Json): Json {
    const watched = trackReads(view);
    this.#views.push(watched);
    return watched.view;
  }

  /** Takes note of something worth counting. */
  readonly event = (event: ConnectionEvent): void => {
    this.#events.push(event);
  };

  /** What was seen, and forgets it. */
  take(): Seen {
    const unused = [...new Set(this.#views.flatMap((view) => view.unused()))];
    const read = new Set(this.#views.flatMap((view) => [...view.read]));
    const seen = { exchanges: this.#exchanges, events: this.#events, unused, read };
    [this.#exchanges, this.#views, this.#events] = [[], [], []];
    return seen;
  }
}
