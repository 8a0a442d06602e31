/** Prepares a text for finding record numbers: dates, amounts and times of day are removed from it. */
import { amounts } from '../entities/amount.js';
import { blank } from '../entities/matches.js';
import { isDigits, type Token, tokensOf, wordAt } from '../entities/tokens.js';
import { announcedBy, isNumberWord } from '../entities/number-context-words.js';
import { writtenDates } from '../entities/written-date.js';

/** The text, and its tokens with their positions. */
export interface Readable {
  text: string;
  tokens: readonly Token[];
}

/** "Order3", "Nr.3": the number directly follows the word. */
const GLUED = /(?<![\p{L}\d])(orders?|bestellung|auftrag|nr|no|nummer|number|option)[.:-]?(?=#?\d)/giu;
/** A dash before or after a number that belongs to no code, and hearts and cats: "<3", ":3". */
const MARKS = /(?<![\p{L}\d.,])-(?=\d)|(?<=\d)-(?![\p{L}\d])|(?<!\S)[<:]-?3(?!\d)/gu;
const TIME = /(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])/gu;
/** "8 March 3, 2026", "8 CHF 48.40": month and currency belong to what follows them. */
const BEFORE_DATE_OR_AMOUNT = /^\S+ (?:\p{L}+\.? \d{1,2}, \d{4}|(?:[A-Z]{3}|[€$£¥]) ?\d)/u;
/** Digits, letters with digits, and groups of them. */
const CODE = /^#?(?=\D*\d)[\p{L}\d]+(?:[-_./][\p{L}\d]+)*$/u;
const LONGEST_CODE = 32;

/** Reads a label or an answer. */
export function readable(written: string): Readable {
  const text = folded(written).replace(MARKS, ' ').replace(GLUED, '$1 ').replace(TIME, '_');
  const others = [...writtenDates(text), ...amounts(text)].filter(
    ({ start }) => !BEFORE_DATE_OR_AMOUNT.test(text.slice(start, start + 40)),
  );
  const shown = blank(text, others);
  return { text: shown, tokens: joinedBySlash(shown, tokensOf(shown)) };
}

/** "2024/1130" is one number here, and "1001/1002" is none that is listed. */
function joinedBySlash(text: string, tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (last === undefined || text.slice(last.end, token.start) !== '/') joined.push(token);
    else joined[joined.length - 1] = { ...token, text: text.slice(last.start, token.end), start: last.start };
  }
  return joined;
}

/** Full-width digits and the like as plain ones; a text that grows by this is no answer, and is left unchanged. */
function folded(text: string): string {
  const plain = text.normalize('NFKC');
  return plain.length <= 2 * text.length ? plain : text;
}

/** True for text with the form of a record number. */
export const isCode = (text: string): boolean => text.length <= LONGEST_CODE && CODE.test(text);

/** True for words that announce an order: "order", "Bestellung", "Bestellnummer". */
export const isOrderWord = (word: string): boolean =>
  announcedBy(word) === 'order' || /^best\.-?nr$/u.test(word);

/** True for "number", "Nr." and a `#` that stands alone. */
export const isNumbering = (word: string): boolean => word === '#' || word === 'n°' || isNumberWord(word);

/** True if a full stop, comma or the like separates a token from the one before it; "Nr." separates nothing. */
export function isBroken({ text, tokens }: Readable, at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (before === undefined || token === undefined) return true;
  const gap = text.slice(before.end, token.start);
  const isAbbreviated = isNumbering(wordAt(tokens, at - 1)) || /nr$/iu.test(before.text);
  return /[,;!?–—|\n]/u.test(gap) || (gap.includes('.') && !isAbbreviated);
}

/** This many tokens as one code, "AB 12" or "12 345", if only spaces, hyphens and slashes separate them. */
export function joinedAt({ text, tokens }: Readable, at: number, length: number): string | undefined {
  const [first, last] = [tokens[at], tokens[at + length - 1]];
  if (first === undefined || last === undefined) return undefined;
  const written = text.slice(first.start, last.end);
  const plain = written.replace(/\s*([-/])\s*/gu, '$1').replace(/ /gu, '-');
  const isShort = isDigits(first.text.replace(/^#/u, ''), 1, 12) || /^[\p{L}#]{1,4}$/u.test(first.text);
  return isShort && isCode(plain) ? plain : undefined;
}
