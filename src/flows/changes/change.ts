/** What changed between two versions, in words, and how much it matters. */

/**
 * How much a change matters: `looser`, money can move more easily, in larger amounts or on another's word;
 * `money`, anything else that affects money; `behaviour`, what a run does; `words`, what people read.
 */
export type Weight = 'looser' | 'money' | 'behaviour' | 'words';

/** One change. */
export interface Change {
  weight: Weight;
  /** The step as people find it, if the change belongs to one step. */
  step?: string;
  what: string;
  /** The flow that the change refers to; its own changes are listed there. */
  uses?: string;
}

/** Weights in the order in which changes are listed. */
export const weights: readonly Weight[] = ['looser', 'money', 'behaviour', 'words'];

/** Heaviest first, otherwise in file order. */
export const byWeight = (changes: readonly Change[]): Change[] =>
  weights.flatMap((weight) => changes.filter((change) => change.weight === weight));
