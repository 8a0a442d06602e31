/** How alike messages are: the share of their different words that both have (Jaccard 1901). */

/** A message that is like one of others. */
export interface Alike {
  text: string;
  other: string;
  jaccard: number;
}

/** The different words of a message, in small letters. */
export const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);

/** For each text the most alike of the others, where that is at least `least`. */
export function alike(texts: readonly string[], others: readonly string[], least: number): Alike[] {
  const known = others.map((text) => ({ text, words: wordsOf(text) }));
  const having = new Map<string, number[]>();
  known.forEach(({ words }, n) => {
    for (const word of words) {
      const list = having.get(word);
      if (list === undefined) having.set(word, [n]);
      else list.push(n);
    }
  });
  return texts.flatMap((text) => {
    const words = wordsOf(text);
    const rarestFirst = [...words].sort(
      (a, b) => (having.get(a)?.length ?? 0) - (having.get(b)?.length ?? 0),
    );
    // One that shares so many words shares one of the rarest: messages with the frequent ones alone need no look.
    const enough = Math.max(1, Math.ceil(least * words.size - 1e-9));
    const looks = rarestFirst.slice(0, words.size - enough + 1);
    const near = new Set(looks.flatMap((word) => having.get(word) ?? []));
    const found = [...near].flatMap((n): Alike[] => {
      const other = known[n];
      if (other === undefined) return [];
      const count = rarestFirst.filter((word) => other.words.has(word)).length;
      const jaccard = count / (words.size + other.words.size - count);
      return jaccard >= least ? [{ text, other: other.text, jaccard }] : [];
    });
    return found.sort((a, b) => b.jaccard - a.jaccard).slice(0, 1);
  });
}
