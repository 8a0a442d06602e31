/** Numbers and places mentioned in an answer. */
import { wordAt, isDigits } from '../entities/tokens.js';
import { AROUND, ARTICLES, ONLY, PLACE_WORDS, BEFORE_DAY, BEHIND, MEASURING } from './choice-words.js';
import { isDenied, isAdjacent } from './denied-numbers.js';
import { cardinalOf, isLast, ordinalOf } from './ordinals.js';
import {
  isBroken,
  isCode,
  joinedAt,
  type Readable,
  isNumbering,
  isOrderWord,
} from './text-for-record-numbers.js';
import { type Listed, namedBy } from './record-numbers.js';
import { isThing } from '../entities/countable-items.js';
import { announcedBy, isUnit } from '../entities/number-context-words.js';

// What the words around a number in an answer say it is.

/** `other` is a number of something else: "my postcode is 10115"; `beside` is the neighbour of what it names. */
type Announced = 'record' | 'numbered' | 'bare' | 'place' | 'ending' | 'starting' | 'siblingFiles' | 'other';

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
function announcedAs(read: Readable, at: number, to: number, announcing: ReadonlySet<string>): Announced {
  const before = announcedBefore(read, at, announcing);
  const isBare = before === 'bare';
  const isNamed = before === 'record' || before === 'numbered' || (isBare && isFree(read, at, to));
  if (isNamed && isAdjacent(read, at, announcing)) return 'siblingFiles';
  if (isBare && IS_ORDER.test(textBehind(read, to))) return 'record';
  if (isBare && isMeasured(read, at, to)) return 'other';
  return (isBare || before === 'numbered') && listBehind(read, to) !== undefined ? 'place' : before;
}

/** "List", "top" or "bottom" after a number: "3 in the list", "the second from the bottom". */
const listBehind = (read: Readable, to: number): string | undefined =>
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
function isFree(read: Readable, at: number, to: number): boolean {
  const [before, behind] = [wordAt(read.tokens, at - 1), wordAt(read.tokens, to)];
  const opens = isBroken(read, at) || AROUND.has(before) || isNumbering(before) || isNumeral(before);
  const ends = isBroken(read, to) || AROUND.has(behind) || BEHIND.has(behind) || isNumeral(behind);
  const denies = /^(?:not|nicht|but|sondern|maybe|vielleicht|-|than|instead)$/u.test(before);
  return (opens || denies) && (ends || /^(?:-|statt|instead|rather)$/u.test(behind));
}

// Ordinals that name a place in a list: "the third one", "die 3. Bestellung", but not "on the 3rd" or "first of all".

/** The place; `isOpen` for "die 3." at the end of a sentence, where the full stop may not belong to the number. */
interface Ordinal {
  place: number;
  isOpen: boolean;
}

interface ListWords {
  listed: readonly unknown[];
  nouns: ReadonlySet<string>;
}

/** The ordinal at a token. */
function ordinalAt(read: Readable, at: number, { listed, nouns }: ListWords): Ordinal | undefined {
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

/** A number or a place, in the tokens `from` to below `to`. */
export interface Mention {
  kind: Announced;
  /** As it is written; a place has none. */
  number: string;
  /** The index of the place, below zero for none. */
  place: number;
  /** "Die 3." at the end of a sentence may mean the third as well as number 3. */
  couldBeOrdinal: boolean;
  /** Written as a word, "three", which is more often a count than a name. */
  isWord: boolean;
  /** "Not 3": this is one that is not meant. */
  denied: boolean;
  /** Nothing around it makes it part of something else, as in "3 weeks". */
  free: boolean;
  from: number;
  to: number;
}

/** What mentions are read against. */
export interface Offered {
  listed: Listed;
  /** Words before record numbers in the labels. */
  announcing: ReadonlySet<string>;
  /** Words of the labels. */
  nouns: ReadonlySet<string>;
}

/** An answer with more numbers than this is a list of something else, and is read no further. */
export const mostMentions = 24;

const MOST_PIECES = 4;
/** "48.40": a sum of money. */
const SUM = /^\d{1,6}[.,]\d{2}$/u;
/** After a number in words these make it part of a larger number, or a count. */
const COUNTS_ON = /^(?:of|von|davon|hundred|thousand|hundert|tausend)$/u;
/** The numbers and places of an answer, from left to right; at most one more than `mostMentions`. */
export function mentionsIn(read: Readable, offered: Offered): Mention[] {
  const found: Mention[] = [];
  for (let at = 0; at < read.tokens.length && found.length <= mostMentions;) {
    const mention = mentionAt(read, at, offered);
    if (mention !== undefined) found.push(mention);
    at = mention?.to ?? at + 1;
  }
  return found;
}

function mentionAt(read: Readable, at: number, offered: Offered): Mention | undefined {
  const ordinal = ordinalAt(read, at, offered);
  if (ordinal !== undefined && !ordinal.isOpen)
    return mention(read, at, at + 1, offered, { kind: 'place', place: ordinal.place, free: true });
  const joined = joinedNumber(read, at, offered.listed);
  const text = joined?.number ?? read.tokens[at]?.text ?? '';
  const to = at + (joined?.length ?? 1);
  const cardinal = cardinalOf(text.toLowerCase());
  if (!isCode(text) && cardinal === undefined) return undefined;
  const isWord = !isCode(text);
  if (isWord && COUNTS_ON.test(wordAt(read.tokens, to))) return undefined;
  const kind = announcedAs(read, at, to, offered.announcing);
  if (/^one$/iu.test(text) && (kind === 'bare' || kind === 'place') && !isAlone(read, at)) return undefined;
  if (SUM.test(text) && namedBy(text, offered.listed).at.length === 0) return undefined;
  const isFromEnd = /^(?:bottom|unten)$/iu.test(listBehind(read, to) ?? '');
  const place = (cardinal ?? 0) - 1;
  return mention(read, at, to, offered, {
    ...{ kind, free: isFree(read, at, to), couldBeOrdinal: ordinal !== undefined, isWord },
    number: isWord && cardinal !== undefined ? String(cardinal) : text,
    place: isFromEnd ? offered.listed.length - 1 - place : place,
  });
}

function mention(
  read: Readable,
  from: number,
  to: number,
  { announcing }: Offered,
  own: Pick<Mention, 'kind' | 'free' | 'place'> & Partial<Mention>,
): Mention {
  const denied = isDenied(read, from, to, announcing);
  return { number: '', couldBeOrdinal: false, isWord: false, denied, from, to, ...own };
}

/** "One" is the number 1 where it stands alone; in "the blue one" it is whatever was asked about. */
function isAlone(read: Readable, at: number): boolean {
  const before = wordAt(read.tokens, at - 1);
  const isOpen = AROUND.has(before) && !ARTICLES.has(before) && !ONLY.has(before);
  return isBroken(read, at) || PLACE_WORDS.has(before) || isOpen;
}

/** "AB 12" and "12 345", if a listed record has that number and no piece is another one's number. */
function joinedNumber(
  read: Readable,
  at: number,
  listed: Listed,
): { number: string; length: number } | undefined {
  for (let length = MOST_PIECES; length > 1; length -= 1) {
    const number = joinedAt(read, at, length);
    if (number === undefined) continue;
    const named = namedBy(number, listed);
    const pieces = read.tokens.slice(at, at + length).map(({ text }) => namedBy(text, listed));
    const isPiece = pieces.some((piece) => piece.at.length > 0 && !piece.part);
    if (named.at.length > 0 && !named.part && (!isPiece || /^\p{L}/u.test(number))) return { number, length };
  }
  return undefined;
}
