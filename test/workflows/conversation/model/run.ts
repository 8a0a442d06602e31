/** A run of a game: asks, waits, hands over and ends as it likes, and sends back what it does not wait for. */
import type { ConversationSignal, RunSignal, RunStart } from '../../../../src/contracts/workflow-messages.js';

/** What a run needs of its game. */
export interface RunWorld {
  random(): number;
  /** Sends a signal to the conversation, in order after this run's earlier ones. */
  tell(run: string, signal: ConversationSignal): void;
  /** The run has taken a message as an answer. */
  took(messageId: string): void;
  /** The run's result, which the conversation sees unless it has continued as new. */
  closed(run: Run): void;
}

/** One run. */
export class Run {
  open = true;
  #asks: string[] = [];
  #visits = 0;
  #tellsItsEnd = false;

  constructor(
    readonly id: string,
    readonly start: RunStart,
    /** How often the conversation had continued as new when it started. */
    readonly epoch: number,
    readonly world: RunWorld,
  ) {}

  /** A signal of the conversation; false if the run is closed. */
  hear(signal: RunSignal): boolean {
    if (!this.open) return false;
    if (signal.type === 'announce_end') this.#tellsItsEnd = true;
    if (signal.type === 'with_people') this.#asks = [];
    if (signal.type === 'answer') this.#answered(signal);
    return true;
  }

  #answered({ key, messageId }: Extract<RunSignal, { type: 'answer' }>): void {
    if (!this.#asks.includes(key)) {
      this.world.tell(this.id, { type: 'returned', messageId });
      return;
    }
    this.#asks = this.#asks.filter((ask) => ask !== key);
    this.world.took(messageId);
  }

  /** Does one thing. */
  act(): void {
    const chance = this.world.random();
    if (chance < 0.45) this.#ask();
    else if (chance < 0.55) this.#withdraw();
    else if (chance < 0.7) this.#wait();
    else if (chance < 0.72) this.world.tell(this.id, { type: 'handed_over', queue: 'default' });
    else this.end();
  }

  /** Ends; its conversation hears of it by the result, or by a signal if it has asked for one. */
  end(): void {
    this.open = false;
    if (this.#tellsItsEnd) this.world.tell(this.id, { type: 'run_ended', run: this.id });
    this.world.closed(this);
  }

  #ask(): void {
    this.#visits += 1;
    const key = `ask#${this.#visits}`;
    this.#asks.push(key);
    this.world.tell(this.id, {
      type: 'ask_opened',
      ask: {
        ...{ run: this.id, key, labels: ['a', 'b'] },
        ...(this.#visits % 3 === 0 ? { kind: 'text' } : { kind: 'yes_or_no', confirms: true }),
        ...(this.#visits % 2 === 0 ? { question: 'Shall I do it for order 1001?' } : {}),
      },
    });
  }

  #withdraw(): void {
    const key = this.#asks.pop();
    if (key !== undefined) this.world.tell(this.id, { type: 'ask_closed', run: this.id, key });
  }

  #wait(): void {
    const waitStatus = { on: 'approval', since: this.#visits, about: '1002' } as const;
    const known = this.world.random() < 0.5 ? { waitStatus } : {};
    this.world.tell(this.id, { type: 'run_waiting', run: this.id, ...known });
  }
}
