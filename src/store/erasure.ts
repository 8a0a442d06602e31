/** How what belongs to a customer is found and forgotten (DESIGN §20). */

/** Finds what belongs to a customer by keyed hashes (`src/security/customer-hashes.ts`), and forgets it. */
export interface Erasure {
  /** Notes whose conversation it may be. */
  note(merchant: string, conversation: string, hashes: readonly string[]): Promise<void>;
  /** Conversations for which one of the hashes was noted. */
  conversationsOf(merchant: string, hashes: readonly string[]): Promise<string[]>;
  /** From now on the conversation takes no message, and the gate lets out no write of its runs. */
  close(merchant: string, conversation: string): Promise<void>;
  /** Its writes that may be out, and of which nobody knows yet how they end. */
  out(merchant: string, conversation: string): Promise<{ operation: string }[]>;
  /**
   * Conversations of a merchant about which nothing has been said, asked or decided for so long (ms), and nothing is open;
   * the oldest first, those behind one if it is given.
   */
  expired(merchant: string, olderThanMs: number, limit: number, after?: Expired): Promise<Expired[]>;
  /** Deletes what counts for a time only and whose time is over: verified records, sessions, what has changed. */
  dropPast(): Promise<void>;
  /** Deletes events of a merchant that were taken up, and came so long ago (ms): an id that comes again then counts as new. */
  dropEvents(merchant: string, olderThanMs: number): Promise<void>;
  /**
   * Destroys its key and deletes what belongs to it, at once; false, and nothing is done, if a write is out, or if its
   * time (`olderThanMs`, as of `expired`) is not over any more.
   */
  forget(merchant: string, conversation: string, olderThanMs?: number): Promise<boolean>;
}

/** A conversation whose time is over. */
export interface Expired {
  conversation: string;
  /** Epoch ms. */
  begunAt: number;
}
