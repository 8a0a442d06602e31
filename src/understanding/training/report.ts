/** What cross-validation found, as tables for a terminal. */
import { isSure, thresholdOf } from '../thresholds.js';
import type { Prediction } from './cross-validate.js';

/** A prediction, judged. */
interface Judged {
  intent: string;
  predicted: string;
  language: string;
  right: boolean;
  confidence: number;
  sure: boolean;
}

/** Accuracy, calibration, and what the thresholds let through, per intent. */
export function report(predictions: readonly Prediction[]): string {
  const plain = predictions.filter((prediction) => prediction.plain);
  const judged = predictions.map(judge);
  const languages = share(plain, ({ language, example }) => language === example.language);
  return [
    `plain sentences   accuracy ${accuracy(plain.map(judge))}`,
    `with noise        accuracy ${accuracy(judged.filter((_judged, n) => predictions[n]?.plain === false))}`,
    ...['en', 'de'].map(
      (code) => `${code}                accuracy ${accuracy(judged.filter((one) => one.language === code))}`,
    ),
    `language          accuracy ${percent(languages)}`,
    `calibration error ${percent(calibrationError(judged))}`,
    `sure              ${percent(share(judged, ({ sure }) => sure))} of all, of these right ${accuracy(judged.filter(({ sure }) => sure))}`,
    '',
    'intent            threshold  recall  precision  sure (of its own)  precision when sure  .95 from',
    ...[...new Set(judged.map(({ intent }) => intent))].sort().map((intent) => row(intent, judged)),
  ].join('\n');
}

function row(intent: string, judged: readonly Judged[]): string {
  const own = judged.filter((one) => one.intent === intent);
  const said = judged.filter((one) => one.predicted === intent);
  const sure = said.filter((one) => one.sure);
  return [
    intent.padEnd(18),
    thresholdOf(intent).confidence.toFixed(2).padEnd(11),
    accuracy(own).padEnd(8),
    accuracy(said).padEnd(11),
    percent(share(own, (one) => one.sure && one.right)).padEnd(19),
    accuracy(sure).padEnd(21),
    preciseFrom(said),
  ].join('');
}

/** The lowest confidence from which 95 % of what is said is right. */
function preciseFrom(said: readonly Judged[]): string {
  const steps = Array.from({ length: 70 }, (_, n) => (30 + n) / 100);
  const precise = steps.find(
    (step) =>
      share(
        said.filter(({ confidence }) => confidence >= step),
        ({ right }) => right,
      ) >= 0.95,
  );
  return precise?.toFixed(2) ?? '-';
}

function judge({ example, classes, probabilities }: Prediction): Judged {
  const [first = 0, second = 0] = [...probabilities].sort((a, b) => b - a);
  const predicted = classes[probabilities.indexOf(first)] ?? '';
  return {
    intent: example.intent,
    predicted,
    language: example.language,
    right: predicted === example.intent,
    confidence: first,
    sure: isSure(predicted, first, first - second),
  };
}

/** Mean gap between confidence and accuracy over ten bins, by size. */
function calibrationError(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, (_, bin) =>
    judged.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === bin),
  );
  return bins.reduce((sum, bin) => {
    const confidence = bin.reduce((total, one) => total + one.confidence, 0);
    return sum + Math.abs(confidence - bin.filter(({ right }) => right).length) / judged.length;
  }, 0);
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}

const accuracy = (judged: readonly Judged[]): string => percent(share(judged, ({ right }) => right));
const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;
