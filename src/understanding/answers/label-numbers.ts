/** Which number in an option's label is its record's: "3" in "Order 3 (shipped)", not a date, sum or quantity. */
import { isDigits, isJoinedToNext, type Token, wordAt } from '../entities/tokens.js';
import { isUnit } from '../entities/words.js';
import { isThing } from '../entities/things.js';
import { isCode, isNumbering, isOrderWord, joinedAt, type Readable, readable } from './readable.js';

/** The numbers that name an option, and the words that announce them in its label. */
export interface LabelNumbers {
  numbers: readonly string[];
  announcing: readonly string[];
}

const LONGEST_LABEL = 300;
const LONG = 4;
const MOST_PIECES = 4;

/** A number after "order" or "number" is the record's, and so is a long one; failing both, any other number is. */
export function labelNumbers(label: string): LabelNumbers {
  const read = readable(label.slice(0, LONGEST_LABEL));
  const places = read.tokens.flatMap((_, at) => (isNumberAt(read, at) ? [at] : []));
  const announced = places.find((at) => isAnnounced(read, at));
  const alone = places.filter((at) => !isMeasured(read, at));
  const long = alone.filter((at) => isLong(read.tokens[at]));
  const own = announced === undefined ? alone : [...new Set([announced, ...long])];
  return {
    numbers: own.map((at) => numberAt(read, at)),
    announcing: own.flatMap((at) => announcingWord(read, at)),
  };
}

/** A code, or capitals followed by the digits of one: "SO 104". */
function isNumberAt(read: Readable, at: number): boolean {
  const { tokens } = read;
  const text = tokens[at]?.text ?? '';
  if (isCode(text)) return !isTail(read, at);
  return isPrefix(read, at);
}

const isPrefix = ({ tokens }: Readable, at: number): boolean =>
  /^\p{Lu}{1,4}$/u.test(tokens[at]?.text ?? '') &&
  !isNumbering(wordAt(tokens, at)) &&
  isJoinedToNext(tokens, at) &&
  isDigits(tokens[at + 1]?.text ?? '', 1, 12);

/** Digits that belong to what precedes them: "104" of "SO 104", "345" of "12 345". */
const isTail = (read: Readable, at: number): boolean =>
  at > 0 && (isPrefix(read, at - 1) || (isGroup(read, at) && isHead(read, at - 1)));

const isGroup = ({ tokens }: Readable, at: number): boolean =>
  isDigits(tokens[at]?.text ?? '', 3, 3) && isJoinedToNext(tokens, at - 1);

const isHead = ({ tokens }: Readable, at: number): boolean => isDigits(tokens[at]?.text ?? '', 2, 3);

/** The number that starts at a token, including the groups that belong to it. */
function numberAt(read: Readable, at: number): string {
  let length = isPrefix(read, at) ? 2 : 1;
  const isGrouped = length === 2 || isHead(read, at);
  while (isGrouped && length < MOST_PIECES && isGroup(read, at + length)) length += 1;
  const joined = length > 1 ? joinedAt(read, at, length) : undefined;
  return joined ?? read.tokens[at]?.text ?? '';
}

function isAnnounced({ tokens }: Readable, at: number): boolean {
  let before = at - 1;
  while (isNumbering(wordAt(tokens, before))) before -= 1;
  return before < at - 1 || isOrderWord(wordAt(tokens, before));
}

/** "2 items", "3 × Mug", "40 W": how many, not which. */
function isMeasured({ tokens, text }: Readable, at: number): boolean {
  const token = tokens[at];
  const next = wordAt(tokens, at + 1);
  if (token === undefined || /^(?:\d+[x×]|\d+(?:st|nd|rd|th))$/iu.test(token.text)) return true;
  if (/^[x×%]$/u.test(next) || text.slice(token.end, token.end + 1) === '%') return true;
  return !token.endsPhrase && isDigits(token.text, 1, 3) && (isUnit(next) || isThing(tokens, at));
}

const isLong = (token: Token | undefined): boolean => (token?.text.replace(/\D/gu, '').length ?? 0) >= LONG;

/** "Parcel" in "Parcel 3": the word with which customers will announce the number, in any language. */
function announcingWord({ tokens }: Readable, at: number): string[] {
  let before = at - 1;
  while (isNumbering(wordAt(tokens, before))) before -= 1;
  const word = wordAt(tokens, before);
  return /^\p{L}{3,}$/u.test(word) && tokens[before]?.endsPhrase === false ? [word] : [];
}
