/** Messages that are nothing but small talk, by their words: certain, and without a model. */
import { answering, smallTalkKinds, type SmallTalk } from '../intents/small-talk.js';
import type { PhraseKind } from '../../texts/languages/phrases.js';
import { languageOf, phrasesOf, wordsOf } from './known-phrases.js';

/** Kinds of phrases that may stand in such a message. */
export const smallTalkPhrases: ReadonlySet<PhraseKind> = new Set([...smallTalkKinds, 'around']);

/** Longest text that is read, in UTF-16 units. */
const longest = 400;

/** The small talk that a whole message is, of several kinds the one that a reply should answer; and its language, if its words tell. */
export function smallTalkIn(text: string): { smallTalk: SmallTalk; language: string } | undefined {
  if (text.trim().length > longest) return undefined;
  const words = wordsOf(text);
  // A thumb or a smile without a word.
  if (words.length === 0)
    return /\p{Extended_Pictographic}/u.test(text) ? { smallTalk: answering, language: '' } : undefined;
  const phrases = phrasesOf(words, smallTalkPhrases) ?? [];
  const smallTalk = smallTalkKinds.find((each) => phrases.some(({ kinds }) => kinds.has(each)));
  return smallTalk && { smallTalk, language: languageOf(phrases) };
}
