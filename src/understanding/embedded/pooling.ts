/** What a message of several sentences is about: any of its sentences may say it, so greetings do not dilute it. */

/**
 * The whole message's probabilities mixed with its sentences' evidence: an intent by noisy-or, what is no intent
 * only if all sentences are none. `share` is the sentences' part.
 */
export function pool(
  whole: readonly number[],
  sentences: readonly (readonly number[])[],
  isOther: (label: number) => boolean,
  share: number,
): number[] {
  const evidence = whole.map((_, k) =>
    isOther(k)
      ? product(sentences, (sentence) => sentence[k] ?? 0)
      : 1 - product(sentences, (sentence) => 1 - (sentence[k] ?? 0)),
  );
  const sum = evidence.reduce((total, value) => total + value, 0);
  return whole.map((value, k) => (1 - share) * value + (share * (evidence[k] ?? 0)) / sum);
}

function product<T>(items: readonly T[], factor: (item: T) => number): number {
  return items.reduce((total, item) => total * factor(item), 1);
}
