/** Arithmetic of probabilities. */

/** Probabilities from logits. */
export function softmax(logits: ArrayLike<number>): number[] {
  const values = Array.from(logits);
  const highest = Math.max(...values);
  const exponentials = values.map((logit) => Math.exp(logit - highest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}

/** Weighted geometric mean of several answers to one question, sharpened (temperature below 1) or softened. */
export function blend(
  answers: readonly { probabilities: readonly number[]; weight: number }[],
  temperature: number,
): number[] {
  const width = answers[0]?.probabilities.length ?? 0;
  const logits = Array.from({ length: width }, (_, k) =>
    answers.reduce((sum, { probabilities, weight }) => sum + weight * safeLog(probabilities[k] ?? 0), 0),
  );
  return softmax(logits.map((logit) => logit / temperature));
}

/** Logarithm that stays finite for a probability of 0. */
export const safeLog = (probability: number): number => Math.log(Math.max(probability, 1e-12));
