/** Messages that say nothing by themselves where nothing is asked: "and now?", "??", "photo.jpg", "on 3 May", "10115". */
import type { Entity } from '../../contracts/understanding.js';
import type { PhraseKind } from '../../texts/languages/phrases.js';
import { blank } from '../entities/matches.js';
import { fileNames } from './attached-file.js';
import { smallTalkPhrases } from './small-talk.js';
import { phrasesOf, wordsOf } from './known-phrases.js';

const kinds: ReadonlySet<PhraseKind> = new Set([...smallTalkPhrases, 'hollow', 'file']);

/** Values that tell no matter; a name stands in thanks, a tracking number asks where a parcel is, a reason what is wrong. */
const values: ReadonlySet<Entity['type']> = new Set([
  ...(['date', 'amount', 'quantity', 'phone', 'email', 'postcode', 'city', 'address', 'sku'] as const),
]);

/** Longest text that is read, in UTF-16 units. */
const longest = 200;

/** Whether nothing is left of a message without its values, file names and words without a matter. */
export function isHollow(text: string, entities: readonly Entity[]): boolean {
  if (text.trim().length > longest || entities.some(({ type }) => !values.has(type))) return false;
  const words = wordsOf(blank(text, entities).replace(fileNames, ' '));
  return words.length === 0
    ? !/\p{Extended_Pictographic}/u.test(text)
    : phrasesOf(words, kinds) !== undefined;
}
