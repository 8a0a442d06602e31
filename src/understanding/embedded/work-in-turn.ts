/**
 * Questions of many owners to one thread: one at a time, owners in turn, each question answered once, and none that
 * nobody waits for any more.
 */
import { Shares } from './shares.js';
import { Turns } from './turns.js';

/** A question; equal keys mean equal questions. */
interface Asked<Question> {
  owner: string;
  key: string;
  question: Question;
  /** The caller does not wait any longer. */
  signal?: AbortSignal | undefined;
}

/** A question that waits, is being answered, or was answered a short time ago. */
interface Piece<Question, Answer> extends Omit<Asked<Question>, 'signal'> {
  /** Callers that wait for it. */
  callers: number;
  answer: Promise<Answer>;
  settle: (answer: Promise<Answer>) => void;
}

/** How many answers are kept for a caller who asks again because the first answer did not arrive, and how long (ms). */
const mostKept = 100;
const keptMs = 60_000;

/** Asks one question after the other. */
export class WorkInTurn<Question, Answer> {
  readonly #turns = new Turns<Piece<Question, Answer>>();
  readonly #shares = new Shares();
  readonly #pieces = new Map<string, Piece<Question, Answer>>();
  /** Keys of those that are answered, the oldest first. */
  readonly #answered = new Set<string>();
  #isAtWork = false;

  constructor(readonly work: (question: Question) => Promise<Answer>) {}

  /** The answer, shared by all who ask the same; rejects with the signal's reason as soon as that is aborted. */
  async ask(asked: Asked<Question>): Promise<Answer> {
    asked.signal?.throwIfAborted();
    const piece = this.#pieces.get(asked.key) ?? this.#add(asked);
    piece.callers += 1;
    try {
      return await unlessAborted(piece.answer, asked.signal);
    } finally {
      piece.callers -= 1;
      const isUnwanted = piece.callers === 0 && this.#turns.remove(piece.owner, piece);
      if (isUnwanted) this.#pieces.delete(piece.key);
    }
  }

  /** Forgets the answers that are kept. */
  forget(): void {
    for (const key of this.#answered) this.#drop(key);
  }

  #add({ owner, key, question }: Asked<Question>): Piece<Question, Answer> {
    let settle: (answer: Promise<Answer>) => void = () => undefined;
    const answer = new Promise<Answer>((resolve) => {
      settle = resolve;
    });
    // Whoever waited for it may have gone.
    answer.catch(() => undefined);
    const piece = { owner, key, question, callers: 0, answer, settle };
    this.#pieces.set(key, piece);
    this.#turns.add(owner, piece);
    void this.#goOn();
    return piece;
  }

  async #goOn(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    for (let piece = this.#next(); piece !== undefined; piece = this.#next()) {
      const { owner, key, settle, answer } = piece;
      const from = performance.now();
      settle(this.work(piece.question));
      await answer.then(
        () => {
          this.#keep(key);
        },
        () => this.#pieces.delete(key),
      );
      this.#shares.served(owner, from, performance.now());
    }
    this.#isAtWork = false;
    const rests = this.#turns.owners.map((owner) => this.#shares.restOf(owner, performance.now()));
    if (rests.length > 0) setTimeout(() => void this.#goOn(), Math.min(...rests));
  }

  #next(): Piece<Question, Answer> | undefined {
    return this.#turns.next((owner) => this.#shares.restOf(owner, performance.now()) === 0);
  }

  #keep(key: string): void {
    this.#answered.add(key);
    const [oldest] = this.#answered;
    if (this.#answered.size > mostKept && oldest !== undefined) this.#drop(oldest);
    setTimeout(() => {
      this.#drop(key);
    }, keptMs).unref();
  }

  #drop(key: string): void {
    if (this.#answered.delete(key)) this.#pieces.delete(key);
  }
}

/** The answer, or a rejection with the signal's reason, whichever comes first. */
function unlessAborted<Answer>(answer: Promise<Answer>, signal: AbortSignal | undefined): Promise<Answer> {
  if (signal === undefined) return answer;
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    void answer.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  });
}
