/** What changed between two versions, in words, and how much it matters. */

/**
 * How much a change matters: `looser`, money can move more easily, or more of it, or on another's word;
 * `money`, anything else on the way to money; `behaviour`, what a run does; `words`, what people read.
 */
export type Weight = 'looser' | 'money' | 'behaviour' | 'words';

/** One change. */
export interface Change {
  weight: Weight;
  /** The step as people find it, if it is one step's. */
  step?: string;
  what: string;
  /** The flow whose own changes are meant: they stand with it. */
  uses?: string;
}

/** Weights in the order in which changes are told. */
export const weights: readonly Weight[] = ['looser', 'money', 'behaviour', 'words'];

/** Heaviest first, else in the order of the file. */
export const byWeight = (changes: readonly Change[]): Change[] =>
  weights.flatMap((weight) => changes.filter((change) => change.weight === weight));
