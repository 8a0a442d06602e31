/** The timers of a game: they fire by themselves, so what happens must be done before the next one can overtake it. */
import type { Node } from './node.js';

/** A timer of a run, due at a moment (epoch ms). */
export interface Timer {
  node: Node;
  id: string;
  due: number;
}

/** An event is worked off in less than this, ms: one that a timer could overtake is not sent. */
export const soon = 2000;

/** How much earlier than the game counts a timer may fire, ms: the game begins it when it hears of it. */
const early = 500;

/** Timers that fall together this close (ms) are told apart by nobody. */
export const together = 100;

/** Longest time that is waited for, ms. */
export const longest = 15_000;

/** Nobody says which of two things came first, or the next is too far away: such a run says nothing. */
export class Undecided extends Error {}

/** Timers of the runs that go on, the next one first. */
export function timersOf(nodes: readonly Node[]): Timer[] {
  const going = nodes.filter(({ run }) => run.state.ended === undefined);
  const timers = going.flatMap((node) => [...node.timers].map(([id, due]) => ({ node, id, due })));
  return timers.sort((left, right) => left.due - right.due);
}

/** Throws `Undecided` if the timer that is due at that moment is too far away, or another falls together with it. */
export function tellsOrder(nodes: readonly Node[], due: number): void {
  const [, second] = timersOf(nodes);
  if (second !== undefined && second.due - due < together) throw new Undecided();
  if (due - Date.now() > longest) throw new Undecided();
}

/**
 * Lets an event happen. On a machine that is busy with other things a timer may overtake it, and nobody knows which of
 * both the workflow has heard of first: such a run says nothing.
 */
export async function inTime(nodes: readonly Node[], event: () => Promise<void>): Promise<void> {
  const pending = timersOf(nodes);
  const isOvertaken = (): boolean =>
    pending.some(({ node, id, due }) => node.timers.has(id) && due < Date.now() + early);
  try {
    await event();
  } catch (error) {
    throw isOvertaken() ? new Undecided() : error;
  }
  if (isOvertaken()) throw new Undecided();
}
