/**
 * Questions of many owners to one thread: one at a time, owners in turn, each question answered once, and none that
 * nobody waits for any more.
 */

/** Items that wait, by owner. */
export class Turns<Item> {
  /** In the order of their owners' turns. */
  readonly #waiting = new Map<string, Set<Item>>();
  #servedLast = '';

  /** Puts an item behind its owner's other ones. */
  add(owner: string, item: Item): void {
    const own = this.#waiting.get(owner) ?? new Set();
    this.#waiting.set(owner, own.add(item));
  }

  /** Owners of items that wait. */
  get owners(): readonly string[] {
    return [...this.#waiting.keys()];
  }

  /**
   * Takes out the item whose turn it is, of the owners that may have one now; whose item was taken last comes after
   * everybody who waits by now.
   */
  next(may: (owner: string) => boolean = () => true): Item | undefined {
    const served = this.#waiting.get(this.#servedLast);
    if (served !== undefined && this.#waiting.delete(this.#servedLast))
      this.#waiting.set(this.#servedLast, served);
    for (const [owner, own] of [...this.#waiting].filter(([name]) => may(name)))
      for (const item of own) {
        this.#servedLast = owner;
        this.remove(owner, item);
        return item;
      }
    return undefined;
  }

  /** Takes an item out before its turn; false if it does not wait any more. */
  remove(owner: string, item: Item): boolean {
    const own = this.#waiting.get(owner);
    const waited = own?.delete(item) ?? false;
    if (own?.size === 0) this.#waiting.delete(owner);
    return waited;
  }
}

// How much of the model's thread an owner has beside others: what follows an answer costs a machine several times what the
// answer costs, so an owner of many long messages would leave the others a thread that is free and a machine that is not.

/** Beside others, an owner rests so many times as long as its last question took: it has a quarter of the thread. */
const restFactor = 3;

/** Others count if one of them was served within this time (ms). */
const lately = 1_000;

/** Remembers when each owner was served last; all times are milliseconds of one clock. */
export class Shares {
  readonly #served = new Map<string, { at: number; restsUntil: number }>();

  /** Notes that an owner has had the thread. */
  served(owner: string, from: number, at: number): void {
    this.#served.set(owner, { at, restsUntil: at + restFactor * (at - from) });
  }

  /** How long an owner has yet to rest; 0 for one that nobody else is beside. */
  restOf(owner: string, now: number): number {
    const { restsUntil = now } = this.#served.get(owner) ?? {};
    const hasNeighbours = [...this.#served].some(([name, { at }]) => name !== owner && now - at < lately);
    return hasNeighbours ? Math.max(0, restsUntil - now) : 0;
  }
}

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
