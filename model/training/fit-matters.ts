/**
 * How the matters that people answer (an invoice, a product, an account) are told apart among other questions: learnt like the common
 * questions, beside those and beside requests; what is trusted of it is found by leaving a part of the sentences out in turn.
 */
import {
  type LabelModel,
  labelProbabilitiesWithState,
} from '../../src/understanding/embedded/ngrams/ngram-model.js';
import { encodeLabels } from '../../src/understanding/embedded/ngrams/weights.js';
import type { PartsFile } from '../../src/understanding/embedded/sublabel-classifier.js';
import type { Example } from '../corpus/corpus.js';
import { calibrateParts } from './calibrate-parts.js';
import { fit, others, type StateOf } from './fit-questions.js';

/** The label whose parts they are. */
const label = 'other.question';
/** Common questions that are about such a matter as well; all others are about none. */
const about: Readonly<Record<string, string>> = {
  account: 'other.account',
  warranty: 'other.warranty',
  'invoice-copy': 'other.invoice',
};
/** The label of a question whose topic its author left open, which may be about any. */
const unclear = 'unclear';
const folds = 4;
/** So few of what is about no matter may be told as one: it reaches people under a wrong name. */
const mostMistold = 1 / 50;
const leastTried = Array.from({ length: 45 }, (_, n) => (50 + n) / 100);
const temperatures = Array.from({ length: 30 }, (_, n) => Number((0.5 + n * 0.05).toFixed(2)));

/** Learns to tell the matters apart, as the file has it; the same sentences and seed give the same. */
export function fitMatters(
  matters: readonly Example[],
  questions: readonly Example[],
  messages: readonly Example[],
  stateOf: StateOf,
  seed: number,
): PartsFile {
  const asked = questions.flatMap((example): Example[] => {
    const [name] = example.labels;
    return name === unclear || name === 'none' || name === 'gift-card'
      ? []
      : [{ ...example, labels: [about[name] ?? label] }];
  });
  const requests = others(questions, messages).requests.map((example): Example => ({
    ...example,
    labels: [label],
  }));
  const examples = [...matters, ...asked, ...requests];
  const learn = (some: readonly Example[]): LabelModel => fit(some, { first: [label], stateOf, seed });
  const heldOut = Array.from({ length: folds }, (_, fold) => {
    const model = learn(examples.filter((_each, n) => n % folds !== fold));
    return examples
      .filter((_each, n) => n % folds === fold)
      .map(({ text, labels: [name] }) => ({
        own: model.labels.classes.indexOf(name),
        likely: labelProbabilitiesWithState(model, text, stateOf(text)),
      }));
  }).flat();
  return {
    label,
    ...encodeLabels(learn(examples)),
    ...calibrateParts(heldOut, { temperatures, least: leastTried, mostMistold }),
  };
}
