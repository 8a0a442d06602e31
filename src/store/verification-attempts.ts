/** Attempts to verify a customer by facts, as the store counts them, and the records that customers may see (DESIGN §7). */

/** A record that a conversation may see, until when, and the keyed hashes of whose it is (`Erasure.note`). */
export interface Match {
  /** As reservations name it, such as `order:<ref>`. */
  subject: string;
  number: string;
  until: number;
  hashes: readonly string[];
}

/** What is watched for more failures than usual: a channel, a merchant, or a fact that many share. */
export interface Watched {
  /** A keyed hash, or a name that no hash has. */
  name: string;
  /** Over which time numbers are counted, ms. */
  windowMs: number;
  /** Whether attempts wait for each other, so that each sees all that were judged before it. */
  isExact: boolean;
}

/** One attempt; facts are keyed hashes. */
export interface Attempt {
  merchant: string;
  conversation: string;
  number: string;
  /** All facts together: the same again in a conversation is the same attempt. */
  set: string;
  /** The facts that are one customer's own. */
  own: readonly string[];
  watched: readonly Watched[];
  now: number;
}

/** What was counted before an attempt. */
export interface AttemptCounts {
  /** Attempts of this conversation that failed. */
  conversation: number;
  /** Attempts at this number that failed within a day. */
  number: number;
  /** By own fact, attempts with it that failed within a day. */
  own: ReadonlyMap<string, number>;
  /** Whether this very attempt has failed before. */
  isRepeated: boolean;
  /** Whether its conversation has been erased: then nothing is kept of it. */
  isErased: boolean;
  /** By name. */
  watched: ReadonlyMap<string, WatchedCounts>;
}

/** What was counted of something watched. */
export interface WatchedCounts {
  /** Other numbers that were tried in vain within its time; many more than were matched are not counted. */
  failed: number;
  /** Numbers that were matched within its time. */
  matched: number;
  /** Until when it is braked, epoch ms; past or 0: it is not. */
  until: number;
}

/** What becomes of an attempt. */
export interface Judgement<Value> {
  value: Value;
  /** It counts as a failed one, and with these of its own facts. */
  failed?: { own: readonly string[] };
  /** How its number counts at these that are watched. */
  tried?: { matched: boolean; at: readonly string[] };
  /** Those that are braked from now on, or for longer. */
  brakes?: readonly { name: string; until: number }[];
  /** The record that may be seen. */
  match?: Match;
}

/** Which customers have been matched with which records, and how often matching failed (DESIGN §7). */
export interface Verifications {
  /** What was counted before an attempt, read without a lock. */
  counts(attempt: Attempt): Promise<AttemptCounts>;
  /**
   * Counts and judges under one lock, so that attempts made at once are judged in one order. `braked` are those that
   * were not braked before.
   */
  judge<Value>(
    attempt: Attempt,
    decide: (counts: AttemptCounts) => Judgement<Value>,
  ): Promise<{ value: Value; braked: string[] }>;
  /** Notes a match under a scope: the conversation, or a customer in it for whom the channel vouches. */
  verify(match: Match & { merchant: string; scope: string; conversation: string }): Promise<void>;
  /** Ends what was verified in a conversation, for whomever. */
  end(merchant: string, conversation: string): Promise<void>;
  /** Records verified under this scope whose verification is still valid. */
  verified(merchant: string, scope: string, now: number): Promise<{ subject: string; number: string }[]>;
}
