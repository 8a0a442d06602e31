/** Numbers and places mentioned in an answer. */
import { wordAt } from '../entities/tokens.js';
import { announcedAs, type Announced, isFree, listBehind } from './announced.js';
import { AROUND, ARTICLES, ONLY, PLACE_WORDS } from './answer-words.js';
import { isDenied } from './denied.js';
import { ordinalAt } from './ordinals.js';
import { cardinalOf } from './places.js';
import { isBroken, isCode, joinedAt, type Readable } from './readable.js';
import { type Listed, namedBy } from './record-numbers.js';

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
