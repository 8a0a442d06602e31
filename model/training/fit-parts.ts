/** How the parts of a label are told apart: a softmax regression over word n-grams, calibrated on messages of another author. */
import { indexNgrams, vectorise } from '../../src/understanding/embedded/ngrams/features.js';
import { encodeLabels } from '../../src/understanding/embedded/ngrams/weights.js';
import {
  decodeParts,
  type Parts,
  type PartsFile,
  probabilitiesOf,
} from '../../src/understanding/embedded/sublabel-classifier.js';
import { safeLog } from '../../src/understanding/embedded/probabilities.js';
import type { Example } from '../corpus/corpus.js';
import { variants } from './augment.js';
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

/** Nothing is learnt from states here. */
const noState = new Float32Array(0);

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
  const file = { label, ...encodeLabels({ vocabulary, labels }), temperature: 1, least: 1 };
  return { ...file, ...calibrated(decodeParts(file), calibration) };
}

/** The temperature with the least log loss; then the least share at which the label itself is hardly ever told as a part. */
function calibrated(raw: Parts, messages: readonly Example[]): Pick<Parts, 'temperature' | 'least'> {
  const { classes } = raw.labels;
  const loss = (temperature: number): number =>
    messages.reduce((sum, { text, labels: [name] }) => {
      const likely = probabilitiesOf({ ...raw, temperature }, text, noState);
      return sum - safeLog(likely[classes.indexOf(name)] ?? 0);
    }, 0);
  const temperature = temperatures.reduce((best, one) => (loss(one) < loss(best) ? one : best), 1);
  const whole = messages.filter(({ labels: [name] }) => name === raw.label);
  const anyPart = whole.map(
    ({ text }) => 1 - (probabilitiesOf({ ...raw, temperature }, text, noState)[0] ?? 0),
  );
  const least = leastTried.find(
    (tried) => anyPart.filter((share) => share >= tried).length <= whole.length * mostMistold,
  );
  return { temperature, least: least ?? 1 };
}
