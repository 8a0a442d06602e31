/** What a grant or login passes to the token keeper. */
import type { KeptRefresh, TokenRow } from './token-row.js';

/** A token as issued by its server. */
export interface FetchedToken {
  is: 'token';
  value: string;
  lifetimeMs: number;
  /** For a grant with a refresh token: its state, stored over the row that has this `sending`. */
  refresh?: KeptRefresh;
  sending?: string;
}

/** `none`: not now; `lost`: not until a person has run `orderly connect`. */
export type Fetched = FetchedToken | { is: 'none' } | { is: 'lost' };

/** Requests a token under the lease, never twice at the same time for one connection. */
export type TokenSource = (row: TokenRow) => Promise<Fetched>;

/** Lifetimes of tokens in ms: `usual` if the server states none; others are limited to `least` and `most`. */
const LIFETIME = { usual: 300_000, least: 1_000, most: 86_400_000 } as const;

/** Converts a stated lifetime in seconds, a number or text, to ms; missing, zero and invalid count as unstated. */
export function lifetimeMs(seconds: unknown): number {
  const number = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return LIFETIME.usual;
  return Math.min(LIFETIME.most, Math.max(LIFETIME.least, number * 1000));
}
