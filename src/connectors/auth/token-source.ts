/** What a grant or a login passes to the token keeper. */
import type { KeptRefresh, TokenRow } from './token-row.js';

/** A token as issued by its server. */
export interface FetchedToken {
  is: 'token';
  value: string;
  lifetimeMs: number;
  /** For a grant that continues with a refresh token: stored with it, over the row that holds `sending`. */
  refresh?: KeptRefresh;
  sending?: string;
}

/** `none`: not now; `lost`: not until a person has run `orderly connections connect`. */
export type Fetched = FetchedToken | { is: 'none' } | { is: 'lost' };

/** Requests a token while holding the lease; never twice at once for one connection. */
export type TokenSource = (row: TokenRow) => Promise<Fetched>;

/** A token with no stated lifetime is assumed to live `usual`; stated ones are clamped to the others, ms. */
const LIFETIME = { usual: 300_000, least: 1_000, most: 86_400_000 } as const;

/** The lifetime in ms from a server's seconds, a number or text; missing, zero and nonsense count as unstated. */
export function lifetimeMs(seconds: unknown): number {
  const number = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds;
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) return LIFETIME.usual;
  return Math.min(LIFETIME.most, Math.max(LIFETIME.least, number * 1000));
}
