/** Numbers that an answer mentions only to exclude them: "not 3, 8", "8 statt 3". */
import { wordAt } from '../entities/tokens.js';
import { ALL, AROUND, ARTICLES, ADJACENT, NEGATIONS, ONLY, TURNING } from './choice-words.js';
import { isBroken, isCode, isNumbering, isOrderWord, type Readable } from './text-for-record-numbers.js';
import { cardinalOf, ordinalOf } from './ordinals.js';

/** "3 is not the one", "3 is wrong", "3 nicht, …"; "3 has not arrived" says nothing of the kind. */
const DENIED_BEHIND =
  /^\s*(?:(?:is|was|ist|war)\s+(?:es\s+)?(?:not|nicht)(?:\s+(?:the|it|right|correct|meant|die|das|der|es|gemeint|richtig)|\s*(?:[,.;!–—-]|$))|(?:isn['’]?t|wasn['’]?t)\s+(?:the|it|right)|(?:is|was|ist|war)\s+(?:wrong|falsch)|(?:doch\s+)?nicht\s*(?:[,.;!?–—-]|$))/iu;

/** Most words between "not" and the number that it excludes. */
const FARTHEST = 12;

/** True if the number in these tokens is excluded. */
export function isDenied(read: Readable, from: number, to: number, announcing: ReadonlySet<string>): boolean {
  if (DENIED_BEHIND.test(read.text.slice(read.tokens[to - 1]?.end).slice(0, 60))) return true;
  for (let at = from - 1; at >= Math.max(0, from - FARTHEST); at -= 1) {
    if (isBroken(read, at + 1)) return false;
    const word = wordAt(read.tokens, at);
    if (word === 'but' && isBehindAll(read, at)) return true;
    if (TURNING.has(word) && wordAt(read.tokens, at + 1) !== 'than') return false;
    if (NEGATIONS.has(word)) return !ONLY.has(wordAt(read.tokens, at + 1));
    if (!saysNothing(word) && !announcing.has(word)) return false;
  }
  return false;
}

/** "Any order but 3", "everything but 8". */
const isBehindAll = ({ tokens }: Readable, at: number): boolean =>
  [1, 2, 3].some((back) => ALL.has(wordAt(tokens, at - back)));

/** "The order before order 3" is another one, and nobody knows which. */
export function isAdjacent(read: Readable, from: number, announcing: ReadonlySet<string>): boolean {
  let at = from - 1;
  while (at >= 0 && (isNaming(wordAt(read.tokens, at)) || announcing.has(wordAt(read.tokens, at)))) at -= 1;
  return !isBroken(read, at + 1) && ADJACENT.has(wordAt(read.tokens, at));
}

const isNaming = (word: string): boolean =>
  isNumbering(word) || isOrderWord(word) || ARTICLES.has(word) || word === 'to';

const saysNothing = (word: string): boolean =>
  AROUND.has(word) || isNumbering(word) || isOrderWord(word) || isCode(word) || isPlace(word);

const isPlace = (word: string): boolean => ordinalOf(word, 1) >= 0 || cardinalOf(word) !== undefined;

/** The text without what it excludes: from "not" to the next comma, full stop or "but". */
export function withoutDenied(text: string): string {
  return text.replace(DENIED, ' ');
}

/** The text without what never happened, "it was never delivered": such words choose nothing. */
export function withoutNever(text: string): string {
  return text.replace(NEVER, ' ');
}

const NEVER =
  /(?<![\p{L}\d])(?:never|nie|niemals|\p{L}{2,5}n['’]t|noch nicht|not (?:yet )?been|not yet)(?![\p{L}\d])[^,.;!?\n–—]*/giu;
const DENIED =
  /(?<![\p{L}\d])(?:not|never|isn['’]?t|hasn['’]?t|don['’]?t|wasn['’]?t|haven['’]?t|except|without|apart from|instead of|rather than|nicht|nie|kein\p{L}{0,2}|außer|ausser|bis auf|ohne|statt|anstatt)(?![\p{L}\d])(?:(?!\s(?:but|sondern|aber|rather)\s)[^,.;!?\n–—])*/giu;
