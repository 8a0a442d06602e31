/** Times of token renewals, and pauses after failures of a token server, with jitter against thundering herds. */
import type { Kept } from './token-row.js';

/** Why there is no token, and until when none is requested (epoch ms). */
export interface Lack {
  code: 'token_unavailable' | 'connect_needed';
  until: number;
}

/** How long a token that replaced a refused one is not replaced again, in ms. */
export const FORCED_PAUSE = 30_000;

/** Longest time before expiry to renew a token, in ms, but never before eight tenths of its lifetime. */
const MARGIN = 60_000;
const COOLDOWN = { first: 5_000, most: 60_000 } as const;

/** When to renew a token after its arrival, in ms: between half and all of the margin before it expires. */
export function renewalTime(lifetimeMs: number): number {
  return lifetimeMs - Math.min(MARGIN, lifetimeMs / 5) * between(0.5, 1);
}

/** The pause after a failure, doubled for each previous one up to a minute. */
export function coolDown(failuresBefore: number): NonNullable<Kept['cool']> {
  const ms =
    Math.min(COOLDOWN.most, COOLDOWN.first * 2 ** Math.min(failuresBefore, 10)) * between(0.75, 1.25);
  return { failures: failuresBefore + 1, until: Date.now() + Math.round(ms) };
}

/** The current pause, by this process or the row; a row written by a fast clock is ignored. */
export function longestCool(own: Lack | undefined, { cool }: Kept): Lack | undefined {
  const now = Date.now();
  const soon = (until: number): boolean => now < until && until < now + 2 * COOLDOWN.most;
  if (own?.code === 'token_unavailable' && soon(own.until)) return own;
  return cool && soon(cool.until) ? { code: 'token_unavailable', until: cool.until } : undefined;
}

const between = (least: number, most: number): number => least + Math.random() * (most - least);
