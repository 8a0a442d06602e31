/** Messages that are nothing but courtesy, by their words: certain, and without a model. */
import { answering, courtesies, type Courtesy } from '../intents/courtesy.js';
import type { PhraseKind } from '../../texts/languages/phrases.js';
import { languageOf, phrasesOf, wordsOf } from './known-phrases.js';

/** Kinds of phrases that may stand in such a message. */
export const courteous: ReadonlySet<PhraseKind> = new Set([...courtesies, 'around']);

/** Longest text that is read, in UTF-16 units. */
const longest = 400;

/** The courtesy that a whole message is, of several the one that a reply should answer; and its language, if its words tell. */
export function courtesyIn(text: string): { courtesy: Courtesy; language: string } | undefined {
  if (text.trim().length > longest) return undefined;
  const words = wordsOf(text);
  // A thumb or a smile without a word.
  if (words.length === 0)
    return /\p{Extended_Pictographic}/u.test(text) ? { courtesy: answering, language: '' } : undefined;
  const phrases = phrasesOf(words, courteous) ?? [];
  const courtesy = courtesies.find((each) => phrases.some(({ kinds }) => kinds.has(each)));
  return courtesy && { courtesy, language: languageOf(phrases) };
}
