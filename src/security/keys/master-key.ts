/** The key at the top, which never leaves where it is kept: it wraps the keys of merchants. */

/** A master key, or several of which the newest wraps and all unwrap. */
export interface MasterKey {
  /** What tells it from others and says nothing about it, of each that unwraps; that of the newest comes first. */
  readonly fingerprints: readonly [string, ...string[]];
  /** The key, wrapped; what it is about is bound in. Throws `master_key_unavailable`. */
  wrap(key: Buffer, about: string): Promise<string>;
  /** The key; throws `key_unreadable` for what another master key wrapped or what was changed, `master_key_unavailable`. */
  unwrap(wrapped: string, about: string): Promise<Buffer>;
}
