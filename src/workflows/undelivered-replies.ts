/** What the runs of a workflow have said in one turn: it goes out as one message, above the question that follows if there is one. */
import type { ReplyAddress } from '../contracts/activities.js';
import type { UndeliveredReply } from '../contracts/interpreter-command.js';
import type { RunStart } from '../contracts/workflow-messages.js';
import type { Runtime, Timer } from './runtime.js';

/** A reply with the key under which it goes out by itself, and what operators read of that. */
export interface KeyedReply extends UndeliveredReply {
  key: string;
  summary: string;
}

/** How long a reply waits for what a look-up brings, ms. */
const longestWaitMs = 5_000;

/**
 * Replies that wait for the end of their turn. They are as durable as the workflow, and none waits for anything that may take
 * longer than a look-up: a write, an approval, a person, a moment.
 */
export class UndeliveredReplies {
  readonly #runtime: Runtime;
  readonly #to: { merchant: string; conversation: ReplyAddress };
  readonly #waiting: KeyedReply[];
  /** Deliveries leave one after the other. */
  #last: Promise<void> = Promise.resolve();
  /** Activities under way that soon bring the turn further. */
  #underWay = 0;
  #wait: Timer | undefined;

  /** `onLost`: tells people of replies that cannot be delivered, where no command of a run waits for them. */
  constructor(
    runtime: Runtime,
    { merchant, conversation, undelivered = [] }: RunStart,
    private readonly onLost: (error: unknown) => Promise<void>,
  ) {
    this.#runtime = runtime;
    const { id, workflowId, language } = conversation;
    this.#to = { merchant, conversation: { id, workflowId, language } };
    const summary = 'Reply with what was said before';
    this.#waiting = undelivered.map((reply, at) => {
      const key = `${runtime.workflowId}/before/${at}`;
      return { ...reply, key, summary };
    });
  }

  /** Adds a reply. */
  add(reply: KeyedReply): void {
    this.#waiting.push(reply);
    this.#limitWait();
  }

  /** Takes all replies, to go out with something else once what left before them is delivered. */
  take(): readonly KeyedReply[] {
    this.#endWait();
    return this.#waiting.splice(0);
  }

  /** Resolves once all that has left is in the outbox, or is lost. */
  delivered(): Promise<void> {
    return this.#last;
  }

  /** Puts replies back that nothing went out with. */
  putBack(replies: readonly KeyedReply[]): void {
    this.#waiting.unshift(...replies);
  }

  /** Delivers what waits, as one message; rejects if that can never be delivered, which stops nothing that comes after. */
  deliver(): Promise<void> {
    this.#endWait();
    const replies = this.#waiting.splice(0);
    const reply = replies.pop();
    if (reply === undefined) return this.#last;
    const { summary, ...last } = reply;
    const request = { ...this.#to, ...last, ...(replies.length === 0 ? {} : { above: handedOn(replies) }) };
    const delivery = this.#last.then(() => this.#runtime.run('deliverReply', summary, request));
    this.#last = delivery.catch(() => undefined);
    return delivery;
  }

  /** Delivers what waits; people are told of what cannot be delivered. */
  deliverByItself(): Promise<void> {
    return this.deliver().catch(this.onLost);
  }

  /** Delivers what waits unless something is under way that soon brings more. */
  deliverAtRest(): void {
    if (this.#underWay === 0) void this.deliverByItself();
  }

  /** Does what soon brings the turn further: replies wait for it, but not long. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay += 1;
    this.#limitWait();
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#endWait();
    }
  }

  #limitWait(): void {
    if (this.#underWay === 0 || this.#waiting.length === 0 || this.#wait !== undefined) return;
    const until = this.#runtime.now() + longestWaitMs;
    this.#wait = this.#runtime.timer(() => Promise.resolve(until), 'Reply without waiting any longer');
    void this.#wait.over.then((isOver) => {
      if (isOver) return this.deliverByItself();
    });
  }

  #endWait(): void {
    this.#wait?.cancel();
    this.#wait = undefined;
  }
}

/** Replies as what goes out with something else. */
export const handedOn = (replies: readonly KeyedReply[]): readonly UndeliveredReply[] =>
  replies.map(({ key: _key, summary: _summary, ...reply }) => reply);
