/** How much a text denies, and how sure it is of what it says. */
import type { Words } from './words.js';

/** The negations and hedges of a text. */
export interface Certainty {
  negations: number;
  hedges: ReadonlySet<string>;
  /** Those, and what phrases may say that are read in two ways. */
  perhaps: ReadonlySet<string>;
}

/** Reads a text that `plain` gave. */
export function certaintyOf(text: string, words: Words): Certainty {
  const said = text.replace(words.idioms, ' ').replaceAll(',', '').replace(/ {2,}/gu, ' ');
  const hedges = hedgesIn(said.replace(words.open, ' '), words);
  return { negations: count(said, words.negations), hedges, perhaps: hedgesIn(said, words) };
}

const hedgesIn = (text: string, { hedges }: Words): Set<string> =>
  new Set([...hedges].filter(([, pattern]) => count(text, pattern) > 0).map(([kind]) => kind));

/** A text in lower case, its contractions written out, with one way for what the language says in several. */
export const plain = (text: string, { rewrites }: Words): string =>
  rewrites.reduce((said, [words, one]) => said.replace(words, one), writtenOut(text));

function writtenOut(text: string): string {
  return text
    .toLowerCase()
    .replace(/\bwon't\b/gu, 'will not')
    .replace(/\b(?:can't|cannot)\b/gu, 'can not')
    .replace(/n't\b/gu, ' not')
    .replace(/'ll\b/gu, ' will')
    .replace(/'ve\b/gu, ' have')
    .replace(/'re\b/gu, ' are')
    .replace(/\bi'm\b/gu, 'i am')
    .replace(/\b(it|that|there|here|what|he|she|everything|nothing)'s\b/gu, '$1 is')
    .replace(/\b(i|we|you|they|he|she)'d (?=love|like|be )/gu, '$1 would ')
    .replace(/'s\b/gu, '')
    .replace(/\bno\. (?=§)/gu, 'number ');
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
