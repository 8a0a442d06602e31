/** When tokens are renewed, and how long a failing token server is left alone; jittered to avoid stampedes. */
import type { Kept } from './token-row.js';

/** Why there is no token, and until when nobody asks (epoch ms). */
export interface Lack {
  code: 'token_unavailable' | 'connect_needed';
  until: number;
}

/** How long a token that replaced a refused one is not replaced again, in ms. */
export const FORCED_PAUSE = 30_000;

/** Renewed at most this long before expiry, and never before 80% of the lifetime has passed, ms. */
const MARGIN = 60_000;
const COOLDOWN = { first: 5_000, most: 60_000 } as const;

/** How long after its arrival a token is renewed, ms: between half and all of the margin before its expiry. */
export function renewalTime(lifetimeMs: number): number {
  return lifetimeMs - Math.min(MARGIN, lifetimeMs / 5) * between(0.5, 1);
}

/** The pause after this many earlier failures, doubled each time up to a minute. */
export function coolDown(failuresBefore: number): NonNullable<Kept['cool']> {
  const ms =
    Math.min(COOLDOWN.most, COOLDOWN.first * 2 ** Math.min(failuresBefore, 10)) * between(0.75, 1.25);
  return { failures: failuresBefore + 1, until: Date.now() + Math.round(ms) };
}

/** The pause in force, from this process or the row; a row from a clock that runs ahead is not waited for. */
export function longestCool(own: Lack | undefined, { cool }: Kept): Lack | undefined {
  const now = Date.now();
  const soon = (until: number): boolean => now < until && until < now + 2 * COOLDOWN.most;
  if (own?.code === 'token_unavailable' && soon(own.until)) return own;
  return cool && soon(cool.until) ? { code: 'token_unavailable', until: cool.until } : undefined;
}

const between = (least: number, most: number): number => least + Math.random() * (most - least);
