/** How a yes is told from whatever else is said to a question: a softmax regression over words and pairs of words. */
import { indexNgrams, type Vocabulary, vectorise } from '../../src/understanding/embedded/ngrams/features.js';
import { encodeLabels, type EncodedLabels } from '../../src/understanding/embedded/ngrams/weights.js';
import { asSaidTo, consentClasses } from '../../src/understanding/answers/likely-yes.js';
import { learnVocabulary } from './fit-ngrams.js';
import { seededRandom } from './random.js';
import { fitHead, type Schedule } from './softmax-regression.js';

/** What somebody said to a question, and whether it is a clear yes or no to it. */
export interface SaidToQuestion {
  question: string;
  text: string;
  is: (typeof consentClasses)[number];
}

const schedule: Schedule = { epochs: 20, rate: 0.5, decay: 0.0001 };
/** Pieces of words say too little for their place in the file. */
const leastExamples = { word: 2, piece: Infinity };

/** Learns it, as the file has it; the same answers and seed give the same. */
export function fitYes(answers: readonly SaidToQuestion[], seed: number): EncodedLabels {
  const texts = answers.map(({ text, question }) => asSaidTo(text, question));
  const vocabulary: Vocabulary = learnVocabulary(
    texts.map((text) => [text]),
    leastExamples,
  );
  indexNgrams(vocabulary);
  const rows = answers.map(({ is }, at) => ({
    ...{ vector: vectorise(texts[at] ?? '', vocabulary), label: consentClasses.indexOf(is), weight: 1 },
  }));
  const labels = fitHead(rows, consentClasses, vocabulary.ngrams.length, schedule, seededRandom(seed));
  return encodeLabels({ vocabulary, labels });
}
