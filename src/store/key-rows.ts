/** What the store keeps of keys: each wrapped by another key, never in clear. */

/**
 * What a key is for: the payloads of a conversation; what a merchant receives that matches no conversation yet; the
 * wrapping of a merchant's other keys; and what belongs to no merchant.
 */
export type KeyScope =
  | { kind: 'installation' }
  | { kind: 'merchant'; merchant: string }
  | { kind: 'intake'; merchant: string }
  | { kind: 'conversation'; merchant: string; conversation: string };

/** A key at rest. */
export interface KeyRow {
  id: string;
  scope: KeyScope;
  /** The key, wrapped; absent once it has been destroyed. */
  wrapped?: string;
  /** Id of the merchant's key that wraps it; absent if the master key does. */
  wrapper?: string;
}

/** A key at rest that can be unwrapped. */
export type LiveKeyRow = KeyRow & { wrapped: string };

/** How a key is wrapped; `wrapper` is absent if the master key does it. */
export type Wrapping = Pick<LiveKeyRow, 'wrapped' | 'wrapper'>;

/** Keys at rest. A scope has one live key at most; a destroyed one leaves its id, so that its absence can be explained. */
export interface Keys {
  /** The live key of a scope. */
  current(scope: KeyScope): Promise<LiveKeyRow | undefined>;
  get(id: string): Promise<KeyRow | undefined>;
  /**
   * Keeps a key unless its scope has a live one; returns the one that lives, undefined if what wraps it has been superseded.
   * Throws `conversation_erased`.
   */
  add(row: LiveKeyRow): Promise<LiveKeyRow | undefined>;
  /** Keeps a key in the place of its scope's live one, which wraps nothing new any more and unwraps what it has wrapped. */
  supersede(row: LiveKeyRow): Promise<void>;
  /** Destroys a merchant's superseded keys that wrap nothing any more. */
  destroySuperseded(merchant: string): Promise<void>;
  /** Destroys the live key of a scope; false if there was none. */
  destroy(scope: KeyScope): Promise<boolean>;
  /** Live keys that the master key wraps, by id, after a given id. */
  wrappedByMaster(after: string, limit: number): Promise<LiveKeyRow[]>;
  /** Live keys that superseded keys of a merchant wrap, by id, after a given id. */
  wrappedBySuperseded(merchant: string, after: string, limit: number): Promise<LiveKeyRow[]>;
  /** Writes another wrapping of the same key; false if the row has changed meanwhile. */
  rewrap(id: string, from: string, to: Wrapping): Promise<boolean>;
}
