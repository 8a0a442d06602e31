/** From examples to a model: vocabulary, then a head for intents and one for languages. */
import { ngrams, vectorise, type Vocabulary } from '../embedded/features.js';
import type { EmbeddedModel, Head } from '../embedded/model.js';
import { variants } from './augment.js';
import type { Example } from './corpus.js';
import { seededRandom } from './random.js';
import { fitHead, type Schedule, type TrainingRow } from './softmax-regression.js';

const COPIES = 12;
const INTENTS: Schedule = { epochs: 8, rate: 0.5, decay: 0.00005 };
const LANGUAGES: Schedule = { epochs: 2, rate: 0.5, decay: 0.00005 };

/** Learns everything but the temperature; the same examples and seed give the same model. */
export function fitModel(examples: readonly Example[], seed: number): EmbeddedModel {
  const random = seededRandom(seed);
  const texts = examples.map((example) => variants(example, COPIES, random));
  const vocabulary = learnVocabulary(examples, texts);
  const vectors = texts.map((copies) => copies.map((text) => vectorise(text, vocabulary)));
  const head = (of: (example: Example) => string, schedule: Schedule): Head => {
    const classes = [...new Set(examples.map(of))].sort();
    const weights = classWeights(examples.map(of));
    const rows = examples.flatMap((example, n): TrainingRow[] =>
      (vectors[n] ?? []).map((vector) => ({
        vector,
        label: classes.indexOf(of(example)),
        weight: weights.get(of(example)) ?? 1,
      })),
    );
    return fitHead(rows, classes, vocabulary.index.size, schedule, random);
  };
  return {
    vocabulary,
    intents: head((example) => example.intent, INTENTS),
    languages: head((example) => example.language, LANGUAGES),
    temperature: 1,
  };
}

/** N-grams of the examples as written; those of typing mistakes only if two examples have them. */
function learnVocabulary(examples: readonly Example[], texts: readonly (readonly string[])[]): Vocabulary {
  const frequency = new Map<string, number>();
  texts.forEach((copies) => {
    const own = new Set(copies.flatMap((text) => [...ngrams(text).keys()]));
    for (const ngram of own) frequency.set(ngram, (frequency.get(ngram) ?? 0) + 1);
  });
  const written = new Set(texts.flatMap((copies) => [...ngrams(copies[0] ?? '').keys()]));
  const kept = [...frequency]
    .filter(([ngram, count]) => count >= 2 || written.has(ngram))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    index: new Map(kept.map(([ngram], number) => [ngram, number])),
    idf: Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + examples.length) / (1 + count))),
  };
}

/** Rare classes count more, by the square root: they are not that much rarer in life. */
function classWeights(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const fair = labels.length / counts.size;
  return new Map([...counts].map(([label, count]) => [label, Math.sqrt(fair / count)]));
}
