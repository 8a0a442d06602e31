/** When tokens are renewed, and how long a token server that fails is left alone; each with jitter, so that herds disperse. */
import type { Kept } from './token-row.js';

/** Why there is no token, until when nobody asks (epoch ms). */
export interface Lack {
  code: 'token_unavailable' | 'connect_needed';
  until: number;
}

/** A token that replaced a refused one is not replaced again for this long, ms. */
export const FORCED_PAUSE = 30_000;

/** Renewed at most this long before the end, and never before eight tenths of the lifetime are over, ms. */
const MARGIN = 60_000;
const COOLDOWN = { first: 5_000, most: 60_000 } as const;

/** How long after its arrival a token is renewed, ms: between a half and the whole of the margin before its end. */
export function renewalTime(lifetimeMs: number): number {
  return lifetimeMs - Math.min(MARGIN, lifetimeMs / 5) * between(0.5, 1);
}

/** The pause after so many failures before this one, doubled each time up to a minute. */
export function coolDown(failuresBefore: number): NonNullable<Kept['cool']> {
  const ms =
    Math.min(COOLDOWN.most, COOLDOWN.first * 2 ** Math.min(failuresBefore, 10)) * between(0.75, 1.25);
  return { failures: failuresBefore + 1, until: Date.now() + Math.round(ms) };
}

/** The pause that holds now, by this process or by the row; a row of a clock that runs ahead is not waited for. */
export function longestCool(own: Lack | undefined, { cool }: Kept): Lack | undefined {
  const now = Date.now();
  const soon = (until: number): boolean => now < until && until < now + 2 * COOLDOWN.most;
  if (own?.code === 'token_unavailable' && soon(own.until)) return own;
  return cool && soon(cool.until) ? { code: 'token_unavailable', until: cool.until } : undefined;
}

const between = (least: number, most: number): number => least + Math.random() * (most - least);
