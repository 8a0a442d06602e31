/** The option that an answer names by its record's number or by its place in the list. */
import { wordAt, isDigits, isJoinedToNext, type Token } from '../entities/tokens.js';
import { AROUND, NEGATIONS, OTHER, OWNERS, PLACE_WORDS } from './choice-words.js';
import { type Mention, mentionsIn, mostMentions, type Offered } from './number-mentions.js';
import { isLast } from './ordinals.js';
import {
  isNumbering,
  isOrderWord,
  readable,
  type Readable,
  isCode,
  joinedAt,
} from './text-for-record-numbers.js';
import { listedNumbers, namedBy, namedByEnd } from './record-numbers.js';
import { isUnit } from '../entities/number-context-words.js';
import { isThing } from '../entities/countable-items.js';

// Which number in an option's label is its record's: "3" in "Order 3 (shipped)", not a date, sum or quantity.

/** The numbers that name an option, and the words that announce them in its label. */
interface LabelNumbers {
  numbers: readonly string[];
  announcing: readonly string[];
}

const LONGEST_LABEL = 300;
const LONG = 4;
const MOST_PIECES = 4;

/** A number after "order" or "number" is the record's, and so is a long one; failing both, any other number is. */
function labelNumbers(label: string): LabelNumbers {
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

/** `unclear`: numbers that could mean two options, or none of them; `nothing`: no number and no place. */
export type NumberChoice = { option: number; byRecord: boolean; isAll: boolean } | 'unclear' | 'nothing';

/** What a mention means among the options. */
type Meaning = { option: number } | 'unclear' | 'nothing';

/** The labels of a question, prepared for reading answers. */
export function offeredBy(labels: readonly string[]): Offered {
  const own = labels.map(labelNumbers);
  const nouns = labels.flatMap((label) =>
    readable(label.slice(0, 300)).tokens.map(({ text }) => text.toLowerCase()),
  );
  return {
    listed: listedNumbers(own.map(({ numbers }) => numbers)),
    announcing: new Set(own.flatMap(({ announcing }) => announcing)),
    nouns: new Set(nouns.filter((noun) => /^\p{L}{4,}$/u.test(noun))),
  };
}

/** The number by which a label names its record, of at least four digits; undefined if it has none, or several. */
export function recordNumberIn(label: string): string | undefined {
  const [number, ...others] = labelNumbers(label).numbers.filter((each) => /(?:\d\D?){4}/u.test(each));
  return others.length > 0 ? undefined : number;
}

/** Reads the numbers of an answer; `before` is what the customer said before changing their mind. */
export function numberChoice(text: string, before: string, offered: Offered): NumberChoice {
  const read = readable(text);
  const named = mentionsIn(read, offered);
  if (named.length > mostMentions) return 'unclear';
  const mentions = withoutListNumber(read, named, offered);
  const isAll = isNothingElse(read, mentions, offered);
  if (isNewest(read)) return 'unclear';
  const meant = mentions.filter(({ denied }) => !denied);
  const meanings = meant.map((mention) => ({ mention, means: meaningOf(mention, offered, isAll) }));
  const records = meanings.filter(({ mention: { kind } }) => kind === 'record');
  const chosen = meanings.filter(
    ({ mention, means }) => means !== 'nothing' && isNamed(mention, records.length > 0),
  );
  const options = new Set(chosen.map(({ means }) => (typeof means === 'object' ? means.option : means)));
  const [option] = options;
  const isDoubted = meanings.some(({ means }) => typeof means === 'object' && means.option !== option);
  if (options.size === 0) return theOther(read, mentions, before, offered) ?? nothingOr(meanings);
  if (options.size > 1 || typeof option !== 'number' || isDoubted) return 'unclear';
  const denied = mentions.filter((mention) => mention.denied);
  const isDenied = denied.some((mention) => optionOf(meaningOf(mention, offered, true)) === option);
  return isDenied ? 'unclear' : { option, byRecord: records.length > 0, isAll };
}

const optionOf = (means: Meaning): number | undefined =>
  typeof means === 'object' ? means.option : undefined;

/** Next to an order's own number, other long numbers are the customer's phone number and the like. */
const isNamed = ({ kind, free, number }: Mention, hasRecord: boolean): boolean =>
  kind !== 'bare' || (hasRecord ? free && number.length < 4 : free || number.length >= 4);

/** A number that is part of something else, such as "3 weeks", is no reason to take order 3, nor any other one. */
const nothingOr = (meanings: readonly { mention: Mention; means: Meaning }[]): 'unclear' | 'nothing' =>
  meanings.some(({ means }) => means !== 'nothing') ? 'unclear' : 'nothing';

function meaningOf(mention: Mention, { listed }: Offered, isAll: boolean): Meaning {
  const { kind, number, place } = mention;
  if (kind === 'other') return 'nothing';
  const atPlace: Meaning = place >= 0 && place < listed.length ? { option: place } : 'unclear';
  if (kind === 'siblingFiles') return 'unclear';
  if (kind === 'place') return atPlace;
  if (kind === 'ending' || kind === 'starting')
    return oneOf(namedByEnd(number, listed, kind === 'ending' ? 'end' : 'start'));
  if (kind === 'bare' && mention.isWord && !isAll) return 'nothing';
  const { at, part } = namedBy(number, listed);
  if (kind === 'record') return oneOf(at);
  const isPlace = typeof atPlace === 'object' && (kind === 'numbered' ? mention.free : isAll);
  const couldBeBoth =
    typeof atPlace === 'object' && !at.includes(atPlace.option) && (part || mention.couldBeOrdinal);
  if (at.length > 0) return couldBeBoth ? 'unclear' : oneOf(at);
  if (isPlace) return atPlace;
  return kind === 'numbered' || number.length >= 4 ? 'unclear' : 'nothing';
}

const oneOf = ([option, ...more]: readonly number[]): Meaning =>
  option === undefined || more.length > 0 ? 'unclear' : { option };

/** "3. Order 8", as in the question: the first number only numbers the lines. */
function withoutListNumber({ text, tokens }: Readable, mentions: Mention[], offered: Offered): Mention[] {
  const [first, second] = mentions;
  if (first?.from !== 0 || second?.kind !== 'record' || first.kind !== 'bare') return mentions;
  const gap = text.slice(tokens[0]?.end, tokens[1]?.start);
  const record = meaningOf(second, offered, true);
  return /^\s*[.):–(-]/u.test(gap) && optionOf(record) === first.place ? mentions.slice(1) : mentions;
}

/** True if every word is part of naming the option. */
function isNothingElse({ tokens }: Readable, mentions: readonly Mention[], { announcing }: Offered): boolean {
  return tokens.every((_, at) => {
    const word = wordAt(tokens, at);
    const isMention = mentions.some(({ from, to }) => at >= from && at < to);
    const isKnown = AROUND.has(word) || PLACE_WORDS.has(word) || announcing.has(word) || NEGATIONS.has(word);
    return isMention || isKnown || isNumbering(word) || isOrderWord(word) || LIST_WORDS.has(word);
  });
}
const LIST_WORDS = new Set(
  'list liste aufzählung top oben bottom unten from in on auf aus but sondern -'.split(' '),
);

/** "My last order" is the newest one, which need not be the last in the list. */
const isNewest = ({ tokens }: Readable): boolean =>
  tokens.some((_, at) => isLast(wordAt(tokens, at)) && OWNERS.has(wordAt(tokens, at - 1)));

/** "Not 3, the other one": of two, the one that was not named. */
function theOther(
  { tokens }: Readable,
  mentions: readonly Mention[],
  before: string,
  offered: Offered,
): NumberChoice | undefined {
  if (offered.listed.length !== 2 || !tokens.some((_, at) => OTHER.has(wordAt(tokens, at)))) return undefined;
  const first = before === '' ? undefined : numberChoice(before, '', offered);
  const named = typeof first === 'object' ? [first.option] : [];
  const denied = mentions.flatMap((mention) =>
    mention.denied ? (optionOf(meaningOf(mention, offered, true)) ?? []) : [],
  );
  const [option, ...more] = new Set([...named, ...denied]);
  return option === undefined || more.length > 0
    ? undefined
    : { option: 1 - option, byRecord: false, isAll: true };
}
