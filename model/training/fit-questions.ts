/** How common questions to a shop are told apart: a softmax regression over n-grams, beside requests and all else that is asked. */
import { indexNgrams, vectorise } from '../../src/understanding/embedded/ngrams/features.js';
import { encodeLabels } from '../../src/understanding/embedded/ngrams/weights.js';
import { noTopic, type QuestionsFile, request } from '../../src/understanding/knowledge/common-questions.js';
import type { Example } from '../corpus/corpus.js';
import { variants } from './augment.js';
import { learnVocabulary } from './fit-ngrams.js';
import { seededRandom } from './random.js';
import { fitHead, type Schedule } from './softmax-regression.js';

const copies = 3;
const schedule: Schedule = { epochs: 10, rate: 0.7, decay: 0.00003 };
const leastExamples = { word: 2, piece: 4 };
/** Of each intent and language, so many messages stand for requests: they are many more than questions. */
const mostRequests = 110;
/** How much an example counts that no common question covers: those are many and asked seldom. */
const weightOfOthers = 0.1;
/** The label of a question whose topic its author left open. */
const unclear = 'unclear';
/** The label of other questions in the corpus of messages. */
const otherQuestion = 'other.question';

/** Learns to tell common questions apart; the same sentences and seed give the same. */
export function fitQuestions(
  questions: readonly Example[],
  messages: readonly Example[],
  seed: number,
): QuestionsFile {
  const random = seededRandom(seed);
  const examples = [...ofTopics(questions), ...others(questions, messages)];
  const topics = new Set(examples.map(({ labels: [name] }) => name));
  const classes = [
    noTopic,
    request,
    ...[...topics].filter((name) => name !== noTopic && name !== request).sort(),
  ];
  const texts = examples.map((example) => variants(example, copies, random));
  const vocabulary = learnVocabulary(texts, leastExamples);
  indexNgrams(vocabulary);
  const rows = examples.flatMap(({ labels: [name] }, n) => {
    const label = classes.indexOf(name);
    const weight = label < 2 ? weightOfOthers : 1;
    return (texts[n] ?? []).map((text) => ({ vector: vectorise(text, vocabulary), label, weight }));
  });
  return encodeLabels({
    vocabulary,
    labels: fitHead(rows, classes, vocabulary.ngrams.length, schedule, random),
  });
}

const ofTopics = (questions: readonly Example[]): Example[] =>
  questions.filter(({ labels: [name] }) => name !== unclear);

/** What is asked of a shop and no common question, and what is wished: from the messages that the model learns from. */
function others(questions: readonly Example[], messages: readonly Example[]): Example[] {
  const known = new Set(questions.map(({ text }) => text));
  const counts = new Map<string, number>();
  return messages.flatMap((message): Example[] => {
    const [name] = message.labels;
    if (known.has(message.text) || message.labels.length > 1) return [];
    if (name === otherQuestion) return [{ ...message, labels: [noTopic] }];
    const group = `${name} ${message.language}`;
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count > mostRequests ? [] : [{ ...message, labels: [request] }];
  });
}
