/** What the words around a number in an answer say it is. */
import { isThing } from '../entities/things.js';
import { isDigits, wordAt } from '../entities/tokens.js';
import { announcedBy, isUnit } from '../entities/words.js';
import { AROUND, ARTICLES, BEFORE_DAY, BEHIND, MEASURING, PLACE_WORDS } from './answer-words.js';
import { isAdjacent } from './denied.js';
import { cardinalOf } from './places.js';
import { isBroken, isCode, isNumbering, isOrderWord, type Readable } from './readable.js';

/** `other` is a number of something else: "my postcode is 10115"; `beside` is the neighbour of what it names. */
export type Announced =
  'record' | 'numbered' | 'bare' | 'place' | 'ending' | 'starting' | 'siblingFiles' | 'other';

const FARTHEST = 6;
/** Words between an announcing word and its number. */
const LINKS = new Set(
  'is are ist sind lautet was war with mit of ref code and or oder und & + nor noch'.split(' '),
);
const ENDING = /(?<!\p{L})(?:ending|ends|end|endet|endend|endung)\s+(?:(?:in|with|on|auf|mit)\s+)?$/iu;
const STARTING =
  /(?<!\p{L})(?:starting|starts|start|beginning|begins|beginnt|beginnend|fängt)\s+(?:with|mit)\s+$/iu;
const ON_LIST =
  /^\s*(?:on|in|of|from|auf|aus|in|von)\s+(?:(?:the|your|this|der|deiner|ihrer|dieser|eurer)\s+)?(list|liste|aufzählung|top|oben|bottom|unten)(?!\p{L})/iu;
const TIMES =
  /^(?:uhr|times|people|persons?|kids|children|personen|leute|kinder|artikel|teile?|stück|mal|pm|am|o['’]clock|day|week|month|year)s?$/u;
const IS_ORDER =
  /^\s*(?:is|was|ist|war)\s+(?:the|my|our|die|meine|unsere)\s+(?:order|best[\p{L}-]*|auftrag)/iu;

/** What the number in tokens `at` to below `to` is; `announcing` are words before record numbers in labels. */
export function announcedAs(
  read: Readable,
  at: number,
  to: number,
  announcing: ReadonlySet<string>,
): Announced {
  const before = announcedBefore(read, at, announcing);
  const isBare = before === 'bare';
  const isNamed = before === 'record' || before === 'numbered' || (isBare && isFree(read, at, to));
  if (isNamed && isAdjacent(read, at, announcing)) return 'siblingFiles';
  if (isBare && IS_ORDER.test(textBehind(read, to))) return 'record';
  if (isBare && isMeasured(read, at, to)) return 'other';
  return (isBare || before === 'numbered') && listBehind(read, to) !== undefined ? 'place' : before;
}

/** "List", "top" or "bottom" after a number: "3 in the list", "the second from the bottom". */
export const listBehind = (read: Readable, to: number): string | undefined =>
  ON_LIST.exec(textBehind(read, to))?.[1];

const textBehind = ({ text, tokens }: Readable, to: number): string => {
  const end = tokens[to - 1]?.end ?? 0;
  return text.slice(end, end + 40);
};

function announcedBefore(read: Readable, at: number, announcing: ReadonlySet<string>): Announced {
  const { tokens, text } = read;
  const lead = text.slice(Math.max(0, (tokens[at]?.start ?? 0) - 30), tokens[at]?.start);
  if (ENDING.test(lead)) return 'ending';
  if (STARTING.test(lead)) return 'starting';
  if (isDayOfMonth(read, at)) return 'other';
  let numbered = tokens[at]?.text.startsWith('#') === true;
  for (let before = at - 1; before >= Math.max(0, at - FARTHEST); before -= 1) {
    const word = wordAt(tokens, before);
    if (isBroken(read, before + 1)) break;
    if (announcing.has(word) || isOrderWord(word)) return 'record';
    if (PLACE_WORDS.has(word)) return 'place';
    const isArticle = ARTICLES.has(word) && /^(?:with|mit)$/u.test(wordAt(tokens, before - 1));
    if (isNumbering(word)) numbered = true;
    else if (announcedBy(word) !== undefined) return 'other';
    else if (!LINKS.has(word) && !isArticle && !(isNumeral(word) && isListed(wordAt(tokens, before + 1))))
      break;
  }
  return numbered ? 'numbered' : 'bare';
}

/** "From the 8th", "vom 8.": neither a place nor a record. */
function isDayOfMonth({ text, tokens }: Readable, at: number): boolean {
  const token = tokens[at];
  const before = wordAt(tokens, at - 1);
  const preposition = ARTICLES.has(before) ? wordAt(tokens, at - 2) : before;
  if (token === undefined || !BEFORE_DAY.has(preposition)) return false;
  return (
    /^\d{1,2}(?:st|nd|rd|th)$/iu.test(token.text) || (isDigits(token.text, 1, 2) && text[token.end] === '.')
  );
}

const isNumeral = (word: string): boolean =>
  isDigits(word.replace(/^#/u, ''), 1, 12) || isCode(word) || cardinalOf(word) !== undefined;

/** "Orders 3 and 8": both are announced. */
const isListed = (word: string): boolean =>
  /^(?:and|or|nor|und|oder|noch|&|\+)$/u.test(word) || isNumeral(word);

/** "3 weeks", "2 mugs", "at 3", "size 8". */
function isMeasured({ tokens }: Readable, at: number, to: number): boolean {
  const next = wordAt(tokens, to);
  const isCounted =
    tokens[to - 1]?.endsPhrase === false && (isUnit(next) || TIMES.test(next) || isThing(tokens, to - 1));
  return isDigits(tokens[at]?.text ?? '', 1, 3) && (isCounted || MEASURING.has(wordAt(tokens, at - 1)));
}

/** Neither a measure nor a time: the words before and after it give it no meaning of their own. */
export function isFree(read: Readable, at: number, to: number): boolean {
  const [before, behind] = [wordAt(read.tokens, at - 1), wordAt(read.tokens, to)];
  const opens = isBroken(read, at) || AROUND.has(before) || isNumbering(before) || isNumeral(before);
  const ends = isBroken(read, to) || AROUND.has(behind) || BEHIND.has(behind) || isNumeral(behind);
  const denies = /^(?:not|nicht|but|sondern|maybe|vielleicht|-|than|instead)$/u.test(before);
  return (opens || denies) && (ends || /^(?:-|statt|instead|rather)$/u.test(behind));
}
