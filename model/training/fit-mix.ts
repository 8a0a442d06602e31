/** How the two parts of the embedded model are weighed, fitted on messages of an author of their own. */
import {
  type EmbeddedModel,
  type Mix,
  type Parts,
  readParts,
  weigh,
  type Weights,
} from '../../src/understanding/embedded/model.js';
import { safeLog } from '../../src/understanding/embedded/probabilities.js';
import { furtherIntents, rank } from '../../src/understanding/embedded/interpret-model-output.js';
import { setF1, type IntentSets } from '../evaluation/set-f1.js';
import { intentOf } from '../../src/contracts/intent-name.js';
import type { Example } from '../corpus/corpus.js';

/** A message with what both parts say of it, and its intents, the main one first. */
interface Read {
  parts: Parts;
  intents: readonly string[];
}

const steps = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, n) => Number((from + n * step).toFixed(3)));

/** A further intent has a run of its own: none is less likely than what the strictest threshold demands. */
const furtherFrom = [0.9, 0.99] as const;

/** For each language the weights with the least log loss on its messages; then the threshold of further intents with the best F1. */
export function fitMix(
  model: Pick<EmbeddedModel, 'ngrams' | 'transformer'>,
  examples: readonly Example[],
): Mix {
  const read = examples.map(({ text, labels }): Read => ({
    parts: readParts(model, text),
    intents: [...new Set(labels.map(intentOf))],
  }));
  const languages = [...new Set(read.map(({ parts }) => parts.language.name))].sort();
  const weights = Object.fromEntries(
    languages.map((language) => [
      language,
      fitWeights(
        read.filter(({ parts }) => parts.language.name === language),
        language,
      ),
    ]),
  );
  const further = best(steps(...furtherFrom, 0.01), (tried) => intentsF1(read, { weights, further: tried }));
  return { weights, further };
}

/** F1 of all intents, of messages with one and of those with several alike: a missed intent is as bad as one too many. */
function intentsF1(read: readonly Read[], mix: Mix): number {
  const [one, several] = [(count: number) => count < 2, (count: number) => count > 1].map((isKind) =>
    setF1(read.filter(({ intents }) => isKind(intents.length)).map((each) => intentSets(each, mix))),
  );
  return (one ?? 0) + (several ?? 0);
}

function fitWeights(read: readonly Read[], language: string): Weights {
  const loss = (weights: Weights): number => logLoss(read, { weights: { [language]: weights }, further: 1 });
  const pairs = steps(0.2, 1, 0.1).flatMap((transformer) =>
    steps(0, 0.5, 0.1).map((sentences) => ({ transformer, sentences })),
  );
  const fitted = pairs.map((pair) => ({
    ...pair,
    temperature: best(steps(0.4, 3, 0.05), (temperature) => -loss({ ...pair, temperature })),
  }));
  return best(fitted, (weights) => -loss(weights));
}

/** Mean negative logarithm of the probability of the main intent; either is right where several are wanted. */
function logLoss(read: readonly Read[], mix: Mix): number {
  const losses = read.map(({ parts, intents }) => {
    const likely = rank(weigh(parts, mix).message);
    const right = likely.filter(({ intent }) => intents.includes(intent));
    return -safeLog(right.reduce((sum, { score }) => sum + score, 0));
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** The intents that a mix finds in a message, beside those that are in it. */
function intentSets({ parts, intents }: Read, mix: Mix): IntentSets {
  const reading = weigh(parts, mix);
  const top = rank(reading.message)[0]?.intent ?? 'other';
  return { said: [top, ...furtherIntents(reading, top, mix.further)], wanted: intents };
}

function best<T>(options: readonly T[], score: (option: T) => number): T {
  const scored = options.map((option) => ({ option, score: score(option) }));
  const [first, ...rest] = scored;
  if (first === undefined) throw new RangeError('nothing to choose from');
  return rest.reduce((highest, one) => (one.score > highest.score ? one : highest), first).option;
}
