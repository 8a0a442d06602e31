/** The timers that the commands of a run start. */
import type { Command } from '../contracts/interpreter-command.js';
import type { Runtime, Timer } from './runtime.js';

/** Timers by the id of the command that started them; a cancelled one never fires. */
export class CommandTimers {
  readonly #timers = new Map<string, Timer>();

  constructor(
    readonly runtime: Runtime,
    readonly merchant: string,
    readonly onFired: (id: string) => Promise<void>,
  ) {}

  /** Starts a timer; a moment in the past fires at once. */
  start(timer: Extract<Command, { do: 'timer' }>): void {
    const started = this.runtime.timer(() => this.#until(timer), `Wait (${timer.id})`);
    this.#timers.set(timer.id, started);
    void started.over.then(async (isFired) => {
      if (!isFired) return;
      this.#timers.delete(timer.id);
      await this.onFired(timer.id);
    });
  }

  /** Cancels a timer if it is still running. */
  cancel(id: string): void {
    this.#timers.get(id)?.cancel();
    this.#timers.delete(id);
  }

  /** Cancels all timers at the end of a run. */
  cancelAll(): void {
    for (const id of [...this.#timers.keys()]) this.cancel(id);
  }

  async #until(timer: Extract<Command, { do: 'timer' }>): Promise<number> {
    if (timer.until !== undefined) return timer.until;
    const { merchant, runtime } = this;
    if (timer.on !== undefined)
      return runtime.run('resolveMoment', 'Find out when business starts', { merchant, day: timer.on });
    const duration = timer.for ?? { ms: 0 };
    if ('ms' in duration) return runtime.now() + duration.ms;
    return runtime.run('resolveMoment', 'Find out when the time is up', {
      merchant,
      from: runtime.now(),
      duration,
    });
  }
}
