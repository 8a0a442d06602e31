/** What a grant or a login hands to the keeper of tokens. */
import type { KeptRefresh, TokenRow } from './token-row.js';

/** A token as its server gave it. */
export interface FetchedToken {
  is: 'token';
  value: string;
  lifetimeMs: number;
  /** For a grant that goes on with a refresh token: what is stored with it, over the row that `sending` stands in. */
  refresh?: KeptRefresh;
  sending?: string;
}

/** `none`: not now; `lost`: not before a person has run `orderly connect`. */
export type Fetched = FetchedToken | { is: 'none' } | { is: 'lost' };

/** Asks for a token, under the lease; never at the same time twice for one connection. */
export type TokenSource = (row: TokenRow) => Promise<Fetched>;

/** A token whose server does not say how long it lives is taken to live `usual`; no word is believed beyond the others, ms. */
const LIFETIME = { usual: 300_000, least: 1_000, most: 86_400_000 } as const;

/** The lifetime in ms by what a server says in seconds: a number, or one as text; nothing, zero and nonsense count as unsaid. */
export function lifetimeMs(seconds: unknown): number {
  const number = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return LIFETIME.usual;
  return Math.min(LIFETIME.most, Math.max(LIFETIME.least, number * 1000));
}
