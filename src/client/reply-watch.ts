/** Waits for replies: however many wait in this process, the store is asked once for all of them at a time. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Outbox, ReplyPlace } from '../store/store.js';

/** How often the outbox is asked while anybody waits, ms. */
const pollMs = 100;

interface Waiter extends ReplyPlace {
  end(): void;
  fail(error: unknown): void;
}

/** All who wait for a reply in this process. */
export class ReplyWatch {
  readonly #outbox: Pick<Outbox, 'due'>;
  readonly #waiters = new Set<Waiter>();
  #isAsking = false;

  constructor(outbox: Pick<Outbox, 'due'>) {
    this.#outbox = outbox;
  }

  /** Resolves as soon as there is a reply behind the place, or the signal aborts; rejects if the store fails. */
  async wait(place: ReplyPlace, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve, reject) => {
      const leave = (settle: () => void) => (): void => {
        this.#waiters.delete(waiter);
        signal.removeEventListener('abort', waiter.end);
        settle();
      };
      const waiter: Waiter = {
        ...place,
        end: leave(resolve),
        fail: (error) => {
          leave(() => {
            reject(error as Error);
          })();
        },
      };
      signal.addEventListener('abort', waiter.end);
      this.#waiters.add(waiter);
      if (!this.#isAsking) void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#waiters.size > 0) {
      const waiters = [...this.#waiters];
      try {
        for (const index of await this.#outbox.due(waiters, Date.now())) waiters[index]?.end();
      } catch (error) {
        for (const waiter of waiters) waiter.fail(error);
      }
      if (this.#waiters.size > 0) await delay(pollMs);
    }
    this.#isAsking = false;
  }
}
