/** The part of the embedded model that counts n-grams: linear heads over one vocabulary. */
import { softmax } from '../probabilities.js';
import { type SparseVector, vectorise, type Vocabulary, withState } from './features.js';

/** A softmax regression: one column of weights per class. */
export interface Head {
  classes: readonly string[];
  bias: Float32Array;
  /** `weights[feature * classes.length + class]`, each in steps of its class's scale. */
  weights: Float32Array | Int8Array;
  scales: Float32Array;
}

/** A vocabulary, and a head for labels. */
export interface LabelModel {
  vocabulary: Vocabulary;
  labels: Head;
}

/** The same with a head for languages. */
export interface NgramModel extends LabelModel {
  languages: Head;
}

/** Probabilities of the labels for a text, in the order of the head's classes; not calibrated. */
export const labelProbabilities = (model: LabelModel, text: string): number[] =>
  probabilities(model.labels, vectorise(text, model.vocabulary));

/** The same of a model that has learnt from the transformer's mean state of each text as well. */
export const labelProbabilitiesWithState = (model: LabelModel, text: string, state: Float32Array): number[] =>
  probabilities(model.labels, withState(vectorise(text, model.vocabulary), model.vocabulary, state));

/** Probabilities of the labels and of the languages for a text, counted once; not calibrated. */
export function readNgrams(model: NgramModel, text: string): { labels: number[]; languages: number[] } {
  const vector = vectorise(text, model.vocabulary);
  return { labels: probabilities(model.labels, vector), languages: probabilities(model.languages, vector) };
}

/** Probabilities of a head's classes for a vector. */
export function probabilities(head: Head, vector: SparseVector): number[] {
  const width = head.classes.length;
  const logits = new Float64Array(width);
  vector.indices.forEach((feature, at) => {
    const value = vector.values[at] ?? 0;
    for (let k = 0; k < width; k += 1)
      logits[k] = (logits[k] ?? 0) + value * (head.weights[feature * width + k] ?? 0);
  });
  return softmax(logits.map((sum, k) => (head.bias[k] ?? 0) + sum * (head.scales[k] ?? 0)));
}
