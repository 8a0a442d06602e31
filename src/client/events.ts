/** Events of systems: kept before their request is answered, and taken up by the workers. */
import type { EventRow, KeptEvent, ReceivedEvents } from '../store/store.js';
import { announceEvent } from '../temporal/announce-event.js';
import type { ClientDependencies } from './conversations.js';

/** Keeps events, lists them, and has them taken up again. */
export class EventsClient {
  readonly #deps: ClientDependencies;

  constructor(deps: ClientDependencies) {
    this.#deps = deps;
  }

  /** Keeps the events of one request, together; returns how many are new. */
  keep(events: readonly KeptEvent[]): Promise<number> {
    return this.#deps.store.events.keep(events);
  }

  /** Has the workers take up at once what is kept; without it, the maintenance finds it within minutes. */
  announce(merchant: string): Promise<void> {
    return announceEvent(this.#deps.workflow, merchant);
  }

  /** The last events of a merchant, newest first. */
  list(merchant: string, options: Parameters<ReceivedEvents['list']>[1]): Promise<EventRow[]> {
    return this.#deps.store.events.list(merchant, options);
  }

  /** Has an event taken up again; what has followed from it once does not follow twice. False if there is none. */
  async replay(merchant: string, number: number): Promise<boolean> {
    const isKnown = await this.#deps.store.events.replay(merchant, number);
    if (isKnown) await this.announce(merchant);
    return isKnown;
  }
}
