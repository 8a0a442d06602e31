/** How far confidences can be trusted: the expected calibration error, without what chance alone would show. */
import { seededRandom } from '../training/random.js';

/** An answer's confidence, and whether it was right. */
export interface Answer {
  confidence: number;
  right: boolean;
}

/** Answers of about the same confidence: its mean, and the share that was right. */
export interface Bin {
  confidence: number;
  accuracy: number;
  count: number;
}

const binCount = 15;
const resamples = 200;

/** Answers in bins of equal size, from the least confident on. */
export function bins(answers: readonly Answer[]): Bin[] {
  const sorted = answers.toSorted((a, b) => a.confidence - b.confidence);
  const size = Math.max(1, Math.ceil(sorted.length / binCount));
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, n) => {
    const own = sorted.slice(n * size, (n + 1) * size);
    return {
      confidence: own.reduce((sum, { confidence }) => sum + confidence, 0) / own.length,
      accuracy: own.filter(({ right }) => right).length / own.length,
      count: own.length,
    };
  });
}

/**
 * Debiased expected calibration error (Kumar, Liang and Ma 2019, for the mean absolute gap): a perfectly
 * calibrated model has gaps by chance, and their mean is taken off. Seeded, so the same each time.
 */
export function debiasedCalibrationError(answers: readonly Answer[]): number {
  const filled = bins(answers);
  const plain = gap(filled, answers.length);
  const random = seededRandom(7);
  let sum = 0;
  for (let n = 0; n < resamples; n += 1)
    sum += gap(
      filled.map((bin) => ({ ...bin, accuracy: bin.accuracy + normal(random) * spread(bin) })),
      answers.length,
    );
  return Math.max(0, 2 * plain - sum / resamples);
}

const gap = (filled: readonly Bin[], count: number): number =>
  filled.reduce((sum, bin) => sum + (Math.abs(bin.accuracy - bin.confidence) * bin.count) / count, 0);

/** Standard deviation of the share that is right in a bin. */
const spread = ({ accuracy, count }: Bin): number => Math.sqrt((accuracy * (1 - accuracy)) / count);

/** Standard normal numbers (Box and Muller 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
