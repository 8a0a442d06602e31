/** What a message of several sentences is about: any of its sentences may say it, so greetings do not dilute it. */

/** Half the whole message, half its sentences: an intent by noisy-or, `other` only if all sentences are `other`. */
export function pool(
  whole: readonly number[],
  sentences: readonly (readonly number[])[],
  other: number,
): number[] {
  const evidence = whole.map((_, k) =>
    k === other
      ? product(sentences, (sentence) => sentence[k] ?? 0)
      : 1 - product(sentences, (sentence) => 1 - (sentence[k] ?? 0)),
  );
  const sum = evidence.reduce((total, value) => total + value, 0);
  return whole.map((value, k) => (value + (evidence[k] ?? 0) / sum) / 2);
}

function product<T>(items: readonly T[], factor: (item: T) => number): number {
  return items.reduce((total, item) => total * factor(item), 1);
}
