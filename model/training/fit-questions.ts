/**
 * How common questions to a shop are told apart: a softmax regression over n-grams and the encoder's state, beside requests and all
 * else that is asked.
 */
import {
  indexNgrams,
  type SparseVector,
  vectorise,
  withState,
} from '../../src/understanding/embedded/ngrams/features.js';
import {
  type LabelModel,
  labelProbabilitiesWithState,
} from '../../src/understanding/embedded/ngrams/ngram-model.js';
import { encodeLabels } from '../../src/understanding/embedded/ngrams/weights.js';
import { noTopic, type QuestionsFile, request } from '../../src/understanding/knowledge/common-questions.js';
import type { Example } from '../corpus/corpus.js';
import { variants } from './augment.js';
import { learnVocabulary } from './fit-ngrams.js';
import { seededRandom } from './random.js';
import { fitHead, type Schedule, type TrainingRow } from './softmax-regression.js';

const copies = 2;
const schedule: Schedule = { epochs: 10, rate: 0.3, decay: 0.00001 };
const leastExamples = { word: 2, piece: 5 };
/** Of each intent and language, so many messages stand for requests: they are many more than questions. */
const mostRequests = 60;
/** How much an example counts that no common question covers: those are many and asked seldom. */
const weightOfOthers = 0.3;
/** From this likelihood on, a question of the corpus of messages, whose topic nobody has named, may be a common one. */
const perhapsCommon = 0.3;
/** The label of a question whose topic its author left open. */
const unclear = 'unclear';
/** The label of other questions in the corpus of messages. */
const otherQuestion = 'other.question';

/** The encoder's state of a text. */
export type StateOf = (text: string) => Float32Array;

/** Learns to tell common questions apart; the same sentences and seed give the same. */
export function fitQuestions(
  questions: readonly Example[],
  messages: readonly Example[],
  stateOf: StateOf,
  seed: number,
): QuestionsFile {
  const known = questions.filter(({ labels: [name] }) => name !== unclear);
  const { asked, requests } = others(questions, messages);
  // The corpus's own questions are common ones as often as not: only those count as none that the others do not take for one.
  const learn = (examples: readonly Example[]): LabelModel =>
    fit(examples, { first: [noTopic, request], stateOf, seed });
  const first = learn([...known, ...requests]);
  const none = asked.filter((example) => likeliestTopic(first, example.text, stateOf) < perhapsCommon);
  return encodeLabels(learn([...known, ...none, ...requests]));
}

/** How a softmax regression is fitted; the classes that come first are many, and count less. */
interface Fitting {
  first: readonly string[];
  stateOf: StateOf;
  seed: number;
}

/** A softmax regression over n-grams and states on examples. */
export function fit(examples: readonly Example[], { first, stateOf, seed }: Fitting): LabelModel {
  const random = seededRandom(seed);
  const topics = new Set(examples.map(({ labels: [name] }) => name));
  const classes = [...first, ...[...topics].filter((name) => !first.includes(name)).sort()];
  const texts = examples.map((example) => variants(example, copies, random));
  const vocabulary = learnVocabulary(texts, leastExamples);
  indexNgrams(vocabulary);
  const rows = examples.flatMap(({ labels: [name] }, n): TrainingRow[] => {
    const label = classes.indexOf(name);
    const weight = label < first.length ? weightOfOthers : 1;
    const [plain = '', ...noisy] = texts[n] ?? [];
    const state = stateOf(plain);
    const vectorOf = (text: string): SparseVector =>
      withState(vectorise(text, vocabulary), vocabulary, state);
    return [plain, ...noisy].map((text) => ({ vector: vectorOf(text), label, weight }));
  });
  const width = stateOf(examples[0]?.text ?? '').length;
  const features = vocabulary.ngrams.length + width;
  return { vocabulary, labels: fitHead(rows, classes, features, schedule, random) };
}

function likeliestTopic(model: LabelModel, text: string, stateOf: StateOf): number {
  return Math.max(...labelProbabilitiesWithState(model, text, stateOf(text)).slice(2));
}

/** What is asked of a shop without a topic, and what is wished: from the messages that the model learns from. */
export function others(questions: readonly Example[], messages: readonly Example[]) {
  const known = new Set(questions.map(({ text }) => text));
  const counts = new Map<string, number>();
  const asked: Example[] = [];
  const requests: Example[] = [];
  for (const message of messages) {
    const [name] = message.labels;
    if (known.has(message.text) || message.labels.length > 1) continue;
    if (name === otherQuestion) {
      asked.push({ ...message, labels: [noTopic] });
      continue;
    }
    const group = `${name} ${message.language}`;
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    if (count <= mostRequests) requests.push({ ...message, labels: [request] });
  }
  return { asked, requests };
}
