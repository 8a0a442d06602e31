/** The embedded model: linear heads over one vocabulary, calibrated probabilities. */
import { type SparseVector, type Vocabulary, vectorise } from './features.js';
import { pool } from './pooling.js';
import { sentences } from './sentences.js';

/** A softmax regression: one column of weights per class. */
export interface Head {
  classes: readonly string[];
  bias: Float32Array;
  /** `weights[feature * classes.length + class]`. */
  weights: Float32Array;
}

/** All that is learnt. */
export interface EmbeddedModel {
  vocabulary: Vocabulary;
  intents: Head;
  languages: Head;
  /** Above 1 the raw probabilities were too bold. */
  temperature: number;
}

/** Calibrated probabilities of a message, and of each of its sentences. */
export interface Scored {
  message: readonly number[];
  sentences: readonly (readonly number[])[];
}

const MOST_SENTENCES = 24;

/** Probabilities of the intents in the order of `model.intents.classes`. */
export function scoreIntents(model: EmbeddedModel, text: string): Scored {
  const raw = rawIntents(model, text);
  const calibrated = (probabilities: readonly number[]): number[] => temper(probabilities, model.temperature);
  return { message: calibrated(raw.message), sentences: raw.sentences.map(calibrated) };
}

/** The same before calibration, as the calibration itself needs it. */
export function rawIntents(model: Pick<EmbeddedModel, 'vocabulary' | 'intents'>, text: string): Scored {
  const score = (part: string): number[] => probabilities(model.intents, vectorise(part, model.vocabulary));
  const whole = score(text);
  const parts = sentences(text).slice(0, MOST_SENTENCES);
  if (parts.length < 2) return { message: whole, sentences: [whole] };
  const scored = parts.map(score);
  return { message: pool(whole, scored, model.intents.classes.indexOf('other')), sentences: scored };
}

/** Probabilities of a head's classes for a vector. */
export function probabilities(head: Head, vector: SparseVector): number[] {
  const width = head.classes.length;
  const logits = Array.from(head.bias);
  vector.indices.forEach((feature, at) => {
    const value = vector.values[at] ?? 0;
    for (let k = 0; k < width; k += 1)
      logits[k] = (logits[k] ?? 0) + value * (head.weights[feature * width + k] ?? 0);
  });
  return softmax(logits);
}

/** Probabilities from logits. */
function softmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - highest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

/** Probabilities made bolder (below 1) or more careful (above 1). */
export function temper(raw: readonly number[], temperature: number): number[] {
  return softmax(raw.map((value) => Math.log(Math.max(value, 1e-12)) / temperature));
}
