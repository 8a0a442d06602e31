/** Multinomial logistic regression on sparse vectors by stochastic gradient descent with L2. */
import type { SparseVector } from '../../src/understanding/embedded/ngrams/features.js';
import { type Head, probabilities } from '../../src/understanding/embedded/ngrams/ngram-model.js';
import { shuffled } from './random.js';

/** Vectors with the number of their class, and how much each counts. */
export interface TrainingRow {
  vector: SparseVector;
  label: number;
  weight: number;
}

/** How long and how strictly to learn. */
export interface Schedule {
  epochs: number;
  /** Learning rate of the first step; falls linearly to a tenth. */
  rate: number;
  /** Share of every touched weight that is forgotten, per unit of rate. */
  decay: number;
}

/** Learns a head for `features` features. */
export function fitHead(
  rows: readonly TrainingRow[],
  classes: readonly string[],
  features: number,
  schedule: Schedule,
  random: () => number,
): Head {
  const head: Head = {
    classes,
    bias: new Float32Array(classes.length),
    weights: new Float32Array(features * classes.length),
    scales: new Float32Array(classes.length).fill(1),
  };
  const steps = schedule.epochs * rows.length;
  let step = 0;
  for (let epoch = 0; epoch < schedule.epochs; epoch += 1)
    for (const row of shuffled(rows, random)) {
      descend(head, row, schedule.rate * (1 - (0.9 * step) / steps), schedule.decay);
      step += 1;
    }
  return head;
}

/** One step against the gradient of the row's log loss. */
function descend(head: Head, { vector, label, weight }: TrainingRow, rate: number, decay: number): void {
  const width = head.classes.length;
  const errors = probabilities(head, vector).map(
    (value, k) => (value - (k === label ? 1 : 0)) * weight * rate,
  );
  errors.forEach((error, k) => {
    head.bias[k] = (head.bias[k] ?? 0) - 0.1 * error;
  });
  const keep = 1 - rate * decay;
  vector.indices.forEach((feature, at) => {
    const value = vector.values[at] ?? 0;
    for (let k = 0, cell = feature * width; k < width; k += 1, cell += 1)
      head.weights[cell] = (head.weights[cell] ?? 0) * keep - (errors[k] ?? 0) * value;
  });
}
