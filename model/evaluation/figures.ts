/** The figures of a set of judged messages, with their confidence intervals. */
import { seededRandom } from '../training/random.js';
import { debiasedCalibrationError } from './calibration.js';
import { type EntityFigures, entityFigures } from './entities.js';
import type { Judged } from './judge.js';
import { setF1 } from './set-f1.js';

/** Shares between 0 and 1; each interval holds 95 % of 500 resamples of the messages. */
export interface Figures {
  n: number;
  top1: number;
  macroF1: number;
  /** Share right of the most confident half, and of the most confident seven tenths. */
  accuracyAt: { '0.5': number; '0.7': number };
  /** Share that flows would act on and that is wrong. */
  confidentWrong: number;
  /** Of messages with no intent that flows know: no flow would act on them. Undefined without such messages. */
  rejected?: number;
  ece: number;
  /** Of answers to open questions: read as they are meant. Undefined without such messages. */
  answers?: number;
  /** F1 over all intents. */
  setF1: number;
  entities: EntityFigures;
  p50Ms: number;
  p95Ms: number;
  intervals: Record<string, [number, number]>;
}

const resamples = 500;

/** All figures. */
export function figuresOf(judged: readonly Judged[]): Figures {
  const rejected = rejectedOf(judged);
  const answers = judged.flatMap(({ answered }) => answered ?? []);
  const latencies = judged.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
  return {
    n: judged.length,
    top1: top1Of(judged),
    macroF1: macroF1Of(judged),
    accuracyAt: { '0.5': accuracyAt(judged, 0.5), '0.7': accuracyAt(judged, 0.7) },
    confidentWrong: confidentWrongOf(judged),
    ...(rejected === undefined ? {} : { rejected }),
    ece: debiasedCalibrationError(judged),
    ...(answers.length === 0 ? {} : { answers: share(answers, (isRight) => isRight) }),
    setF1: setF1Of(judged),
    entities: entityFigures(judged),
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    intervals: intervalsOf(judged),
  };
}

const top1Of = (judged: readonly Judged[]): number => share(judged, ({ right }) => right);
const confidentWrongOf = (judged: readonly Judged[]): number =>
  share(judged, ({ sure, right }) => sure && !right);

function rejectedOf(judged: readonly Judged[]): number | undefined {
  const foreign = judged.filter(({ gold }) => gold.intent === 'other');
  if (foreign.length === 0) return undefined;
  return share(foreign, ({ sure, right }) => right || !sure);
}

function accuracyAt(judged: readonly Judged[], coverage: number): number {
  const sorted = judged.toSorted((a, b) => b.confidence - a.confidence);
  return top1Of(sorted.slice(0, Math.max(1, Math.round(coverage * sorted.length))));
}

function macroF1Of(judged: readonly Judged[]): number {
  // An accepted answer counts as what was wanted.
  const pairs = judged.map(({ gold, intent, right }) => ({ wanted: right ? intent : gold.intent, intent }));
  const known = [...new Set(pairs.map(({ wanted }) => wanted))];
  const scores = known.map((name) => {
    const hits = pairs.filter(({ wanted, intent }) => wanted === name && intent === name).length;
    const named = pairs.filter(({ wanted, intent }) => wanted === name || intent === name).length;
    return (2 * hits) / (hits + named);
  });
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, known.length);
}

const setF1Of = (judged: readonly Judged[]): number =>
  setF1(judged.map(({ gold, intents }) => ({ said: intents, wanted: gold.intents })));

function intervalsOf(judged: readonly Judged[]): Figures['intervals'] {
  const random = seededRandom(11);
  const measures: Readonly<Record<string, (sample: readonly Judged[]) => number>> = {
    top1: top1Of,
    macroF1: macroF1Of,
    'accuracyAt.0.5': (sample) => accuracyAt(sample, 0.5),
    'accuracyAt.0.7': (sample) => accuracyAt(sample, 0.7),
    confidentWrong: confidentWrongOf,
    rejected: (sample) => rejectedOf(sample) ?? 1,
    setF1: setF1Of,
  };
  const drawn = Array.from({ length: resamples }, () =>
    judged.flatMap(() => judged[Math.floor(random() * judged.length)] ?? []),
  );
  const eces = drawn.slice(0, 60).map(debiasedCalibrationError);
  return Object.fromEntries(
    [
      ...Object.entries(measures).map(([name, measure]) => [name, drawn.map(measure)] as const),
      ['ece', eces] as const,
    ].map(([name, values]): [string, [number, number]] => {
      const sorted = values.toSorted((a, b) => a - b);
      return [name, [quantile(sorted, 0.025), quantile(sorted, 0.975)]];
    }),
  );
}

/** The value below which a share of sorted values lies. */
function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? 0;
}

function share<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(holds).length / items.length;
}
