/** Which positions of a conversation have not been dealt with: those given up, and all from the next one on. */
import type { Positions } from '../../contracts/activities.js';
import { bounds } from './bounds.js';
import type { ConversationState, SkippedRange } from './state.js';

/** The range that holds a position, if it was given up. */
export const skippedAt = (skipped: readonly SkippedRange[], seq: number): SkippedRange | undefined =>
  skipped.find(({ from, to }) => from <= seq && seq <= to);

/** The ranges without one position. */
export const withoutPosition = (skipped: readonly SkippedRange[], seq: number): SkippedRange[] =>
  skipped.flatMap((range) => {
    const { from, to } = range;
    if (seq < from || seq > to) return [range];
    const parts = [
      { ...range, to: seq - 1 },
      { ...range, from: seq + 1 },
    ];
    return parts.filter((part) => part.from <= part.to);
  });

/** Positions whose messages go to people out of the store: in a flood all that are not dealt with. */
export function positionsFor(of: 'flood' | 'late', { skipped, nextSeq }: ConversationState): Positions {
  const ranges = skipped.filter(({ people }) => of === 'flood' || people);
  const closed = ranges.map(({ from, to }) => ({ from, to }));
  return of === 'flood' ? [...closed, { from: nextSeq }] : closed;
}

/**
 * The ranges when a flood up to a position is over: all of them are for people. Half as many as may be remembered are kept;
 * beyond, the oldest grow together, and a message between them that the customer's side sends again is passed on again.
 */
export function leftToPeople(
  { skipped, nextSeq }: ConversationState,
  highest: number,
): readonly SkippedRange[] {
  const all = highest < nextSeq ? [...skipped] : [...skipped, { from: nextSeq, to: highest }];
  const merged: SkippedRange[] = [];
  for (const { from, to } of all.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && last.to + 1 >= from) last.to = Math.max(last.to, to);
    else merged.push({ from, to, people: true });
  }
  const surplus = merged.length - bounds.ranges / 2;
  const [first] = merged;
  if (surplus <= 0 || first === undefined) return merged;
  const kept = merged.slice(surplus + 1);
  return [{ ...first, to: merged[surplus]?.to ?? first.to }, ...kept];
}
