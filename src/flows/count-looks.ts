/** How often a flow looks for itself while it waits for a system's word, at most. */
import type { AwaitStep, DurationIr } from '../contracts/ir.js';

const DAY = 86_400_000;

/** Business time as calendar time, at the shortest and at the longest: with weekends and holidays. */
const shortest = (time: DurationIr): number =>
  'ms' in time ? time.ms : 'businessDays' in time ? time.businessDays * DAY : time.businessMs;
const longest = (time: DurationIr): number =>
  'ms' in time ? time.ms : 'businessDays' in time ? time.businessDays * 4 * DAY : time.businessMs * 10;

/** An estimate from above; 1 for a wait without looks. */
export function looksOf({ atMost, look }: Pick<AwaitStep, 'atMost' | 'look'>): number {
  const last = look?.every.at(-1);
  if (look === undefined || last === undefined) return 1;
  return look.every.length + 1 + Math.ceil(longest(atMost) / Math.max(1, shortest(last)));
}
