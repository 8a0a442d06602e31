/** How far the probabilities of a label's parts are trusted: found on sentences that they were not learnt from. */
import { blend, safeLog } from '../../src/understanding/embedded/probabilities.js';
import type { PartsFile } from '../../src/understanding/embedded/sublabel-classifier.js';

/** A sentence that was not learnt from. */
export interface HeldOut {
  /** The place of its own class; 0: the label itself. */
  own: number;
  /** The probability of each class, not calibrated. */
  likely: readonly number[];
}

/** What is tried, and how many sentences of the label itself may be told as a part. */
interface Trials {
  temperatures: readonly number[];
  least: readonly number[];
  /** A share, 0 to 1. */
  mostMistold: number;
}

/** The temperature with the least log loss; then the least share at which the label itself is hardly ever told as a part. */
export function calibrateParts(
  heldOut: readonly HeldOut[],
  { temperatures, least: leastTried, mostMistold }: Trials,
): Pick<PartsFile, 'temperature' | 'least'> {
  const at = ({ likely }: HeldOut, temperature: number): number[] =>
    blend([{ probabilities: likely, weight: 1 }], temperature);
  const loss = (temperature: number): number =>
    heldOut.reduce((sum, each) => sum - safeLog(at(each, temperature)[each.own] ?? 0), 0);
  const temperature = temperatures.reduce((best, one) => (loss(one) < loss(best) ? one : best), 1);
  const ofLabel = heldOut.filter(({ own }) => own === 0);
  const anyPart = ofLabel.map((each) => 1 - (at(each, temperature)[0] ?? 0));
  const least = leastTried.find(
    (tried) => anyPart.filter((share) => share >= tried).length <= ofLabel.length * mostMistold,
  );
  return { temperature, least: least ?? 1 };
}
