/** How many of something: "3x", "two of them", "zwei Stück", "3 mugs"; the span is the number alone. */
import { contextBefore } from './number-context.js';
import type { Span } from './matches.js';
import { COUNTED, isThing } from './countable-items.js';
import { countOf } from './number-words.js';
import { isJoinedToNext, type Token, tokensOf, wordAt } from './tokens.js';
import { wordSet } from './number-context-words.js';

/** A count, and where it is written. */
export interface QuantitySpan extends Span {
  count: number;
}

/** What customers do with a number of things: after these words even a bare number counts things. */
const DONE_WITH = wordSet(
  'ordered order bought buy got get received receive sent returned return returning need want wanted keep keeping only ' +
    'missing quantity qty menge anzahl bestellt bestelle erhalten bekommen brauche brauchen behalte behalten nur lediglich statt',
);
/** Words between such a word and the number: "charged for 3", "send back two". */
const BETWEEN = wordSet('for back just only about me us exactly für nur genau etwa');
const BEFORE_BETWEEN = wordSet(
  'charged billed paid pay send sent ship shipped got sign signed make invoiced berechnet bezahlt',
);
/** Before these words the number counts something else. */
const NO_COUNT_BEHIND = wordSet(
  'size number nr no in after within every größe gr nummer level version box part step',
);

/** Every quantity, from left to right. */
export function quantities(text: string): QuantitySpan[] {
  const tokens = tokensOf(text);
  const counts = tokens.map((_, at) => countAt(tokens, at));
  // "from 50 to 75 units", "five of six bottles": one count makes the other number a count too.
  const linked = counts.map((count, at) => count ?? linkedCount(tokens, counts, at));
  return linked.flatMap((count, at) => {
    const token = tokens[at];
    if (count === undefined || token === undefined) return [];
    return [{ count, raw: token.text, start: token.start, end: token.end }];
  });
}

/** The number at a token, if the words around it say that it counts things. */
function countAt(tokens: readonly Token[], at: number): number | undefined {
  const word = wordAt(tokens, at);
  const times = /^(?:(\d{1,3})[x×]|[x×](\d{1,3}))$/u.exec(word);
  if (times) return isFormula(tokens, at) ? undefined : Number(times[1] ?? times[2]);
  const count = numberOf(word);
  if (count === undefined || count === 0) return undefined;
  const isQuantity = isCounted(tokens, at) || isOfThem(tokens, at, count);
  return isQuantity || isCountOfThings(tokens, at, count) || isDoneWith(tokens, at, count)
    ? count
    : undefined;
}

/** Numbers in words, and in digits with optional thousands: "3,500". */
function numberOf(word: string): number | undefined {
  const thousands = /^(\d{1,3})[.,](\d{3})$/u.exec(word);
  return thousands ? Number(`${thousands[1]}${thousands[2]}`) : countOf(word);
}

/** "3x + 9". */
const isFormula = (tokens: readonly Token[], at: number): boolean =>
  [at - 1, at + 1].some((near) => /^[+=-]/u.test(tokens[near]?.text ?? ''));

/** "12 pcs", "zwei Stück". */
const isCounted = (tokens: readonly Token[], at: number): boolean =>
  isJoinedToNext(tokens, at) && COUNTED.has(wordAt(tokens, at + 1));

/** "two of them", "drei davon"; "one of them" says which, not how many. */
function isOfThem(tokens: readonly Token[], at: number, count: number): boolean {
  if (count < 2 || isVague(wordAt(tokens, at)) || !isJoinedToNext(tokens, at)) return false;
  const [next, third] = [wordAt(tokens, at + 1), wordAt(tokens, at + 2)];
  if (next === 'of') return /^(?:them|these|those|the|my|our|each)$/u.test(third);
  return next === 'davon' || (next === 'von' && /^(?:ihnen|den|diesen)$/u.test(third));
}

const isVague = (word: string): boolean => /^(?:an?|both|beiden?|dozen|dutzend|eine[mnr]?|ein)$/u.test(word);

/** "3 mugs", "two blue shirts", "zwei Lampen": no size, no house number, no period of time. */
function isCountOfThings(tokens: readonly Token[], at: number, count: number): boolean {
  const word = wordAt(tokens, at);
  if (count < 2 || isVague(word) || NO_COUNT_BEHIND.has(wordAt(tokens, at - 1))) return false;
  if (/\d/u.test(word) && contextBefore(tokens, at) !== undefined) return false;
  return isThing(tokens, at);
}

/** "ordered two", "charged for 3", "instead of 1", "need one more pillow". */
function isDoneWith(tokens: readonly Token[], at: number, count: number): boolean {
  const [word, before] = [wordAt(tokens, at), wordAt(tokens, at - 1)];
  if (isVague(word) || count > 500 || !isNumberAlone(tokens, at)) return false;
  if (/\d/u.test(word) && contextBefore(tokens, at) !== undefined && !/^(?:order|statt)$/u.test(before))
    return false;
  const joined = tokens[at - 1]?.endsPhrase === false;
  const isBetween = BETWEEN.has(before) && BEFORE_BETWEEN.has(wordAt(tokens, at - 2));
  const isMore = /^(?:more|extra|weitere|mehr|zusätzliche)$/u.test(wordAt(tokens, at + 1));
  return joined && (DONE_WITH.has(before) || isBetween || (isMore && count < 100));
}

/** Nothing follows that would make the number a measure, time or name: only a phrase end or a function word. */
function isNumberAlone(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], wordAt(tokens, at + 1)];
  if (token === undefined || /^\d{4,}$/u.test(token.text)) return false;
  if (token.endsPhrase || next === '') return true;
  return AFTER_COUNT.has(next) || isThing(tokens, at);
}
const AFTER_COUNT = wordSet(
  'and but or so instead rather than not on in from with when because but please pls more extra things items came arrived arrive were was ' +
    'are is have has were und aber oder statt in aus mit bitte weil kamen kam sind waren war habe haben weitere mehr bestellt',
);

const LINKS = wordSet('to auf of or oder und and bis statt');

/** A number linked to a count: "50 to 75 units", "3 instead of 1", "7 of 12 boxes". */
function linkedCount(
  tokens: readonly Token[],
  counts: readonly (number | undefined)[],
  at: number,
): number | undefined {
  const word = wordAt(tokens, at);
  const count = numberOf(word);
  if (count === undefined || count === 0 || isVague(word) || tokens[at]?.endsPhrase === true)
    return undefined;
  const [link, second] = [wordAt(tokens, at + 1), wordAt(tokens, at + 2)];
  if (tokens[at + 1]?.endsPhrase !== false) return undefined;
  const isInstead = /^(?:instead|rather)$/u.test(link) && /^(?:of|than)$/u.test(second);
  const other = isInstead ? at + 3 : LINKS.has(link) ? at + 2 : undefined;
  const isLinked = other !== undefined && counts[other] !== undefined;
  return isLinked && !NO_COUNT_BEHIND.has(wordAt(tokens, at - 1)) ? count : undefined;
}
