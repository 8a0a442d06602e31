/** Names in a text, as far as their capital letters tell: the account of the words has the rest. */
import type { PhrasingLanguage } from './words.js';

/** Words of a text whose values are masked, without "'s". */
const wordsIn = (text: string): RegExpMatchArray[] => [...text.matchAll(/(?<![§\p{L}])\p{L}[\p{L}'-]*/gu)];

const bare = (word: string): string => word.toLowerCase().replace(/['-]?s?['-]*$/u, '');

/** All words, also the parts of those with a hyphen. */
export const allWords = (text: string): Set<string> =>
  new Set(wordsIn(text).flatMap(([word]) => [word, ...word.split('-')].map(bare)));

/** Words that only a name has: with a capital letter within a sentence, or capitals throughout. */
export function namesIn(text: string, language: PhrasingLanguage): string[] {
  return wordsIn(text).flatMap(({ 0: word, index }) => {
    if (!/^\p{Lu}/u.test(word) || /^(?:I|OK|I'.*)$/u.test(word)) return [];
    const shouted = word.length > 1 && word === word.toUpperCase();
    const first = /(?:^|[.!?:;–—"“”„(]) *["“”„(]? *$/u.test(text.slice(0, index));
    // Every German noun has a capital letter, and so has the polite "Ihr".
    const named = language === 'en' && !first;
    return shouted || named ? [bare(word)] : [];
  });
}
