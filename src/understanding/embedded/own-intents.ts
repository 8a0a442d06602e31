/** A merchant's own intents: one logistic regression each over the transformer's state, learnt at worker start. */
import { labels } from '../labels.js';

/** An intent that a merchant's file adds. */
export interface OwnIntent {
  id: string;
  /** Messages that mean it. */
  examples: readonly string[];
}

/** What was learnt about one intent. */
export interface OwnHead {
  id: string;
  weights: Float64Array;
  bias: number;
}

/** From a message to the transformer's mean state. */
type VectorOf = (text: string) => Float32Array;

const steps = 400;
const rate = 0.5;
const decay = 0.0005;

/** Learns each intent against the examples of the others and of all labels; same examples, same heads. */
export function learnOwnIntents(intents: readonly OwnIntent[], vectorOf: VectorOf): OwnHead[] {
  const vectors = (texts: readonly string[]): Float64Array[] => texts.map((text) => unit(vectorOf(text)));
  const foreign = vectors(
    labels.flatMap(({ examples, nearMisses }) => [...examples, ...Object.keys(nearMisses)]).map(filled),
  );
  const own = intents.map(({ id, examples }) => ({ id, vectors: vectors(examples) }));
  return own.map(({ id, vectors: positive }) => {
    const negative = [...foreign, ...own.flatMap((other) => (other.id === id ? [] : other.vectors))];
    return { id, ...fit(positive, negative) };
  });
}

/** The probability of each own intent for a message's state; they add up to at most 1. */
export function ownProbabilities(
  heads: readonly OwnHead[],
  state: Float32Array,
): { intent: string; score: number }[] {
  const vector = unit(state);
  const odds = heads.map(({ id, weights, bias }) => ({
    intent: id,
    score: sigmoid(dot(weights, vector) + bias),
  }));
  const sum = odds.reduce((total, { score }) => total + score, 0);
  const any = 1 - odds.reduce((none, { score }) => none * (1 - score), 1);
  return odds.map(({ intent, score }) => ({ intent, score: (any * score) / (sum || 1) }));
}

/** Gradient descent on the log loss; both sides count the same, however many examples each has. */
function fit(positive: readonly Float64Array[], negative: readonly Float64Array[]): Omit<OwnHead, 'id'> {
  const width = positive[0]?.length ?? 0;
  const weights = new Float64Array(width);
  let bias = 0;
  const rows = [
    ...positive.map((vector) => ({ vector, wanted: 1, weight: 0.5 / positive.length })),
    ...negative.map((vector) => ({ vector, wanted: 0, weight: 0.5 / negative.length })),
  ];
  for (let step = 0; step < steps; step += 1) {
    const gradient = new Float64Array(width);
    let biasGradient = 0;
    for (const { vector, wanted, weight } of rows) {
      const error = (sigmoid(dot(weights, vector) + bias) - wanted) * weight;
      biasGradient += error;
      for (let k = 0; k < width; k += 1) gradient[k] = (gradient[k] ?? 0) + error * (vector[k] ?? 0);
    }
    bias -= rate * biasGradient;
    for (let k = 0; k < width; k += 1)
      weights[k] = (weights[k] ?? 0) * (1 - rate * decay) - rate * (gradient[k] ?? 0);
  }
  return { weights, bias };
}

/** A vector of length `scale`, so that the same rate suits every network. */
function unit(vector: Float32Array): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  return Float64Array.from(vector, (value) => (scale * value) / length);
}
const scale = 8;

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k += 1) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}

/** Examples of labels contain placeholders for things. */
const filled = (text: string): string => text.replaceAll('{i}', 'jacket').replaceAll('{o}', '10023');
