/** How the parts of a label are told apart: a softmax regression over word n-grams, calibrated on messages of another author. */
import { indexNgrams, vectorise } from '../../src/understanding/embedded/ngrams/features.js';
import { labelProbabilities } from '../../src/understanding/embedded/ngrams/ngram-model.js';
import { decodeLabels, encodeLabels } from '../../src/understanding/embedded/ngrams/weights.js';
import type { PartsFile } from '../../src/understanding/embedded/sublabel-classifier.js';
import type { Example } from '../corpus/corpus.js';
import { variants } from './augment.js';
import { calibrateParts } from './calibrate-parts.js';
import { learnVocabulary } from './fit-ngrams.js';
import { seededRandom } from './random.js';
import { fitHead, type Schedule } from './softmax-regression.js';

const copies = 3;
const schedule: Schedule = { epochs: 14, rate: 0.7, decay: 0.00005 };
/** Words and pairs of words alone: of so few sentences, pieces of words say too little for their place in the file. */
const leastExamples = { word: 2, piece: Infinity };
/** So few of the messages that mean the label itself may be told as a part: they reach people, who can still help. */
const mostMistold = 1 / 20;
const leastTried = Array.from({ length: 50 }, (_, n) => (50 + n) / 100);
const temperatures = Array.from({ length: 60 }, (_, n) => Number((0.4 + n * 0.05).toFixed(2)));

/** Learns how a label's parts are told apart, as the file has it; the same sentences and seed give the same. */
export function fitParts(
  label: string,
  sentences: readonly Example[],
  calibration: readonly Example[],
  seed: number,
): PartsFile {
  const names = [...new Set(sentences.map(({ labels: [name] }) => name))];
  const classes = [label, ...names.filter((name) => name !== label).sort()];
  const random = seededRandom(seed);
  const texts = sentences.map((example) => variants(example, copies, random));
  const vocabulary = learnVocabulary(texts, leastExamples);
  indexNgrams(vocabulary);
  const rows = sentences.flatMap(({ labels: [name] }, n) =>
    (texts[n] ?? []).map((text) => ({
      ...{ vector: vectorise(text, vocabulary), label: classes.indexOf(name), weight: 1 },
    })),
  );
  const labels = fitHead(rows, classes, vocabulary.ngrams.length, schedule, random);
  const file = encodeLabels({ vocabulary, labels });
  // As it is read from the file, whose weights are rounded.
  const model = decodeLabels(file);
  const heldOut = calibration.map(({ text, labels: [name] }) => ({
    own: classes.indexOf(name),
    likely: labelProbabilities(model, text),
  }));
  return { label, ...file, ...calibrateParts(heldOut, { temperatures, least: leastTried, mostMistold }) };
}
