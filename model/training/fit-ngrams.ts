/** From examples to the n-gram part: vocabulary, then a head for labels and one for languages. */
import {
  indexNgrams,
  ngrams,
  vectorise,
  type Vocabulary,
} from '../../src/understanding/embedded/ngrams/features.js';
import type { Head, NgramModel } from '../../src/understanding/embedded/ngrams/ngram-model.js';
import { labelIds } from '../../src/understanding/labels.js';
import { variants } from './augment.js';
import type { Example } from '../corpus/corpus.js';
import { seededRandom } from './random.js';
import { fitHead, type Schedule, type TrainingRow } from './softmax-regression.js';

const copies = 5;
const labelSchedule: Schedule = { epochs: 6, rate: 0.5, decay: 0.00005 };
const languageSchedule: Schedule = { epochs: 1, rate: 0.5, decay: 0.00005 };
/** A rarer n-gram says too little for its place in the file; a piece of a word says less than a word. */
const leastExamples = { word: 5, piece: 8 };
/** How much the main intent of several counts; the further ones share the rest. */
const mainShare = 0.6;

/** Learns the n-gram part; the same examples and seed give the same model. */
export function fitNgrams(examples: readonly Example[], seed: number): NgramModel {
  const random = seededRandom(seed);
  const texts = examples.map((example) => variants(example, copies, random));
  const vocabulary = learnVocabulary(texts, leastExamples);
  indexNgrams(vocabulary);
  const vectors = texts.map((written) => written.map((text) => vectorise(text, vocabulary)));
  const head = (
    classes: readonly string[],
    of: (example: Example) => readonly string[],
    schedule: Schedule,
  ): Head => {
    const weights = classWeights(examples.map((example) => of(example)[0] ?? ''));
    const rows = examples.flatMap((example, n): TrainingRow[] =>
      of(example).flatMap((name, place) =>
        (vectors[n] ?? []).map((vector) => ({
          vector,
          label: classes.indexOf(name),
          weight: (weights.get(name) ?? 1) * shareOf(place, of(example).length),
        })),
      ),
    );
    return fitHead(rows, classes, vocabulary.ngrams.length, schedule, random);
  };
  return {
    vocabulary,
    labels: head(labelIds, (example) => example.labels, labelSchedule),
    languages: head(['de', 'en'], (example) => [example.language], languageSchedule),
  };
}

function shareOf(place: number, count: number): number {
  if (count === 1) return 1;
  return place === 0 ? mainShare : (1 - mainShare) / (count - 1);
}

/** The n-grams that enough examples have, in alphabetical order. */
export function learnVocabulary(
  texts: readonly (readonly string[])[],
  least: Readonly<Record<'word' | 'piece', number>>,
): Vocabulary {
  const frequency = new Map<string, number>();
  for (const written of texts) {
    const own = new Set(written.flatMap((text) => [...ngrams(text).keys()]));
    for (const ngram of own) frequency.set(ngram, (frequency.get(ngram) ?? 0) + 1);
  }
  const kept = [...frequency]
    .filter(([ngram, count]) => count >= least[ngram.startsWith('w') ? 'word' : 'piece'])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ngrams: kept.map(([ngram]) => ngram),
    idf: Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + texts.length) / (1 + count))),
  };
}

/** Rare classes count more, by the square root: they are not that much rarer in life. */
function classWeights(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const fair = names.length / counts.size;
  return new Map([...counts].map(([name, count]) => [name, Math.sqrt(fair / count)]));
}
