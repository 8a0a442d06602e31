/** Ordinals that name a place in a list: "the third one", "die 3. Bestellung", but not "on the 3rd" or "first of all". */
import { isDigits, wordAt } from '../entities/tokens.js';
import { AROUND, ARTICLES, BEFORE_DAY, BEHIND, PLACE_WORDS } from './answer-words.js';
import { isLast, ordinalOf } from './places.js';
import { isBroken, isNumbering, isOrderWord, type Readable } from './readable.js';

/** The place; `isOpen` for "die 3." at the end of a sentence, where the full stop may not belong to the number. */
export interface Ordinal {
  place: number;
  isOpen: boolean;
}

interface ListWords {
  listed: readonly unknown[];
  nouns: ReadonlySet<string>;
}

/** The ordinal at a token. */
export function ordinalAt(read: Readable, at: number, { listed, nouns }: ListWords): Ordinal | undefined {
  const { tokens } = read;
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  const isNoun = isOrderWord(next) || PLACE_WORDS.has(next) || nouns.has(next) || next === 'one';
  if (isDay(read, at) && !isNoun) return undefined;
  const dotted = dottedAt(read, at, isNoun);
  if (dotted !== undefined) return dotted;
  const place = isNoun ? placeAt(read, at, listed.length) : ordinalOf(word, listed.length);
  if (place < 0 && !/^vorletzte|^penultimate/u.test(word)) return undefined;
  // "One second", "first of all", "the second last".
  const isPart =
    /^(?:a|one|just|next)$/u.test(wordAt(tokens, at - 1)) || next === 'of' || isSecondLast(read, at);
  const isSetOff = /^\s*[(:]/u.test(read.text.slice(tokens[at]?.end).slice(0, 3));
  const goesOn = isSetOff || isBroken(read, at + 1) || isNoun || AROUND.has(next) || BEHIND.has(next);
  return isPart || !goesOn ? undefined : { place: fromBottom(read, at, place, listed.length), isOpen: false };
}

/** "The top one" and "the bottom one" are places; "top" alone is not. */
function placeAt({ tokens }: Readable, at: number, count: number): number {
  const word = wordAt(tokens, at);
  if (word === 'top') return 0;
  return word === 'bottom' ? count - 1 : ordinalOf(word, count);
}

/** "The second from the bottom" counts from the other end. */
function fromBottom({ text, tokens }: Readable, at: number, place: number, count: number): number {
  const rest = text.slice(tokens[at]?.end).slice(0, 40);
  return /^\s*(?:one\s+)?(?:from (?:the )?bottom|von unten)(?!\p{L})/iu.test(rest)
    ? count - 1 - place
    : place;
}

/** "The second last" is neither the second nor the last. */
const isSecondLast = ({ tokens }: Readable, at: number): boolean =>
  isLast(wordAt(tokens, at)) && ordinalOf(wordAt(tokens, at - 1), 1) >= 0;

/** "On the third", "vom dritten": a day of the month. */
function isDay({ tokens }: Readable, at: number): boolean {
  const before = wordAt(tokens, at - 1);
  return BEFORE_DAY.has(ARTICLES.has(before) ? wordAt(tokens, at - 2) : before);
}

/** "Die 3. bitte" and "3. Bestellung": in German a full stop marks an ordinal. */
function dottedAt(read: Readable, at: number, isNoun: boolean): Ordinal | undefined {
  const { text, tokens } = read;
  const token = tokens[at];
  if (token === undefined || !isDigits(token.text, 1, 2) || text[token.end] !== '.') return undefined;
  const before = wordAt(tokens, at - 1);
  if (isNumbering(before) || isOrderWord(before)) return undefined;
  const hasArticle = /^(?:der|die|das|den|dem|zur)$/u.test(before);
  const next = tokens[at + 1];
  const isSameLine = next !== undefined && !text.slice(token.end, next.start).includes('\n');
  const place = Number(token.text) - 1;
  if (isSameLine && isNoun && (hasArticle || !/\d/u.test(tokens[at + 2]?.text ?? '')))
    return { place, isOpen: false };
  if (!hasArticle) return undefined;
  return { place, isOpen: !(isSameLine && /^\p{Ll}/u.test(next.text)) };
}
