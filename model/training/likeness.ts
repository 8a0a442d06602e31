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
    const shared = new Map<number, number>();
    for (const word of words) for (const n of having.get(word) ?? []) shared.set(n, (shared.get(n) ?? 0) + 1);
    const found = [...shared].flatMap(([n, count]): Alike[] => {
      const other = known[n];
      if (other === undefined) return [];
      const jaccard = count / (words.size + other.words.size - count);
      return jaccard >= least ? [{ text, other: other.text, jaccard }] : [];
    });
    return found.sort((a, b) => b.jaccard - a.jaccard).slice(0, 1);
  });
}
