/** Timers of a run: until a moment, for a duration, or until a day by the merchant's calendar. */
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Command } from '../contracts/command.js';
import { run } from './activity-options.js';

/** Timers by the id of the command that started them; a cancelled one never fires. */
export class Timers {
  readonly #scopes = new Map<string, CancellationScope>();

  constructor(
    readonly merchant: string,
    readonly onFired: (id: string) => Promise<void>,
  ) {}

  /** Starts a timer; a moment in the past fires at once. */
  start(timer: Extract<Command, { do: 'timer' }>): void {
    const scope = new CancellationScope();
    this.#scopes.set(timer.id, scope);
    void scope
      .run(async () => {
        const until = await this.#until(timer);
        await sleep(Math.max(1, until - Date.now()), { summary: `Wait (${timer.id})` });
        this.#scopes.delete(timer.id);
        await this.onFired(timer.id);
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  }

  /** Cancels a timer if it is still running. */
  cancel(id: string): void {
    this.#scopes.get(id)?.cancel();
    this.#scopes.delete(id);
  }

  /** Cancels all timers at the end of a run. */
  cancelAll(): void {
    for (const id of [...this.#scopes.keys()]) this.cancel(id);
  }

  async #until(timer: Extract<Command, { do: 'timer' }>): Promise<number> {
    if (timer.until !== undefined) return timer.until;
    const { merchant } = this;
    if (timer.on !== undefined)
      return run('resolveMoment', 'Find out when business begins', { merchant, day: timer.on });
    const duration = timer.for ?? { ms: 0 };
    if ('ms' in duration) return Date.now() + duration.ms;
    return run('resolveMoment', 'Find out when the time has passed', {
      merchant,
      from: Date.now(),
      duration,
    });
  }
}
