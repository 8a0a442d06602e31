/** What a question asks for: the words, numbers, amounts and days that its answer may say again. */
import { monthOf } from '../../texts/languages/month-names.js';
import type { AskedAction } from '../../texts/languages/answer-words.js';
import { countOf } from '../entities/number-words.js';
import { amounts } from '../entities/amount.js';
import { writtenDates } from '../entities/written-date.js';
import { actionAt, lengthOf, type Spoken, spokenIn } from './answer-tokens.js';

/** What a question offers and names. */
export interface AskedFor {
  /** What it offers to do; none if it names several things to do, of which an answer could mean one. */
  actions: ReadonlySet<AskedAction>;
  /** Its nouns, where it lists nothing. */
  words: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  /** Whole numbers in it, as digits or in words: of "42.90 for two mugs" 42, 90 and 2. */
  counts: ReadonlySet<number>;
  /** How many things it lists. */
  listed: number;
  /** It is about one of many that come: "the next delivery". */
  isOne: boolean;
  /** It lists more than one of a thing: "2 × Cake stand". */
  isSeveral: boolean;
  /** It offers something in the place of what was wanted: "Shall I pause it instead?". */
  isInstead: boolean;
  named: Named;
}

/** Values in a text, by their kind, each written in one way. */
interface Named {
  days: ReadonlySet<string>;
  amounts: ReadonlySet<string>;
  others: ReadonlySet<string>;
  /** Those are of an address. */
  isAddress: boolean;
}

const nothing: AskedFor = {
  actions: new Set(),
  words: new Set(),
  numbers: new Set(),
  counts: new Set(),
  listed: 0,
  isOne: false,
  isSeveral: false,
  isInstead: false,
  named: { days: new Set(), amounts: new Set(), others: new Set(), isAddress: false },
};

/** Reads a question; nothing may be said again of one that is not kept. */
export function askedFor(question: string | undefined): AskedFor {
  if (question === undefined) return nothing;
  const spoken = spokenIn(question);
  const asking = askingIn(question);
  const [own, all] = [spokenIn(asking), spoken].map(offeredIn);
  const actions = [own, all].find((offered) => offered?.size === 1) ?? new Set();
  const words = [
    ...spoken.filter(({ text }) => monthOf(text) !== undefined),
    ...wordsOf(question, asking),
    ...listedIn(question),
  ];
  return {
    actions,
    words: new Set(words.map(({ text }) => text)),
    numbers: new Set(
      spoken.flatMap(({ kind, text }) => (kind === 'number' ? [text, text.replace(/\.00?$/u, '')] : [])),
    ),
    counts: new Set(
      spoken.flatMap((token, at) => [...digitsOf(token), countAt(spoken, at)?.count ?? []].flat()),
    ),
    listed: question.split('\n').filter((line) => /^\s*\d+\s*[×x]/u.test(line)).length,
    isSeveral: question.split('\n').some((line) => /^\s*(?!1\D)\d+\s*[×x]/u.test(line)),
    isOne: actions.has('skip'),
    isInstead: spoken.some((_, at) => lengthOf(spoken, at, ['inPlaceOf']) > 0),
    named: namedIn(question),
  };
}

const digitsOf = ({ kind, text }: Spoken): number[] =>
  kind === 'number' ? (text.match(/\d+/gu) ?? []).map(Number) : [];

/** A number in words of more than one, and how many words it has: "forty two", "zweiundvierzig". */
export function countAt(
  spoken: readonly Spoken[],
  at: number,
): { count: number; length: number } | undefined {
  const [count = 0, more = 0] = [at, at + 1].map((place) => wordCount(spoken[place]));
  if (count >= 20 && count % 10 === 0 && more > 0 && more < 10) return { count: count + more, length: 2 };
  return count > 1 ? { count, length: 1 } : undefined;
}

const wordCount = (token: Spoken | undefined): number =>
  token?.kind === 'word' && !/^(?:both|beiden?|an?|null)$/u.test(token.text) ? (countOf(token.text) ?? 0) : 0;

/** What it offers to do: not what it would do without, as "instead of ending it". */
function offeredIn(spoken: readonly Spoken[]): Set<AskedAction> {
  const isLeftOut = (at: number): boolean => {
    const before = spoken.slice(Math.max(0, at - reach), at);
    const from = before.findLastIndex(({ kind }) => kind === 'mark') + 1;
    return before.some((_, index) => index >= from && lengthOf(before, index, ['without']) > 0);
  };
  return new Set(
    spoken.flatMap((_, at) => (isLeftOut(at) ? [] : [...(actionAt(spoken, at)?.actions ?? [])])),
  );
}

/** Words from "instead of" to what is not done, at most. */
const reach = 4;

/** The last sentence of a question that asks; empty if none does. */
export const askingIn = (question: string): string =>
  sentencesOf(question).findLast((sentence) => sentence.endsWith('?')) ?? '';

const sentencesOf = (text: string): string[] =>
  text.split(/(?<=[.!?])\s+(?=\P{Ll})|\n/u).map((sentence) => sentence.trim());

/**
 * The words that name what is asked about: those of the question, or where it only asks whether "that" is right, those before it.
 * Where it lists things, naming one of them could mean that one alone.
 */
function wordsOf(question: string, asking: string): Spoken[] {
  const sentences = sentencesOf(question);
  const naming = isPointing(asking) ? (sentences[sentences.indexOf(asking) - 1] ?? asking) : asking;
  const isList = /[,:;]|(?<!\p{L})(?:and|or|und|oder)(?!\p{L})/u.test(naming.replace(WITHIN_ADDRESS, ' '));
  return isList ? [] : spokenIn(naming).filter(({ kind, text }) => kind === 'word' && text.length > 3);
}

/** The words of what stands below the question, if it is one thing or an address: of several, one could be meant alone. */
function listedIn(question: string): Spoken[] {
  const lines = question.split('\n').slice(1);
  const [line] = lines;
  if (line === undefined || lines.length > 1) return [];
  return spokenIn(line).filter(({ kind, text }) => kind === 'word' && text.length > 2);
}

/** "Is that right?", "Shall I go ahead?", "Möchten Sie das?". */
function isPointing(asking: string): boolean {
  const spoken = spokenIn(asking);
  let at = 0;
  while (at < spoken.length) {
    const length =
      spoken[at]?.kind === 'mark' ? 1 : lengthOf(spoken, at, ['yes', 'polite', 'glue', 'asking']);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

/** The comma of "18 Mill Lane, York YO1 7EX" and "Lindenweg 4, 50667 Köln". */
const WITHIN_ADDRESS =
  /,(?=\s+(?:\p{L}[\p{L}.-]*\s+){0,3}(?:\d{4,5}|[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2})(?![\d\p{L}]))/gu;

/** Whether the values that an answer says again are those of the question: all of a kind, or its record alone. */
export function saysTheSame(answer: string, { named }: AskedFor, about: string | undefined): boolean {
  const { days, amounts: money, others: bare } = namedIn(answer);
  // "39,90" is an amount where the question names it as one.
  const minorOf = (value: string): string =>
    value.replaceAll(/[.,]/gu, '') + (/[.,]/u.test(value) ? '' : '00');
  const priced = [...bare].filter((value) => named.amounts.has(minorOf(value)));
  const others = new Set([...bare].filter((value) => !priced.includes(value)));
  const paid = new Set([...money, ...priced.map(minorOf)]);
  const isRecord = (value: string): boolean => about !== undefined && value === folded(about);
  return (
    isAllOf(days, named.days) &&
    isAllOf(paid, named.amounts) &&
    (isAllOf(others, named.others) ||
      [...others].every(isRecord) ||
      // Of an address, a part says it again.
      (named.isAddress && [...others].every((value) => named.others.has(value))))
  );
}

/**
 * Whether a text names no other part of a month than the question: "end of March" is the 31st where the question says so, and
 * other parts are no day of a question.
 */
export function isSamePartOfMonth(answer: string, { named: { days } }: AskedFor): boolean {
  if (days.size === 0) return true;
  const isEnd = ([, part = '']: RegExpMatchArray): boolean => /^(?:end|ende)/iu.test(part);
  return [...answer.matchAll(PART_OF_MONTH)]
    .filter(([, , month = '']) => monthOf(month.toLowerCase()) !== undefined)
    .every((found) => {
      const month = monthOf((found[2] ?? '').toLowerCase());
      return (
        isEnd(found) &&
        [...days].some((day) => day.startsWith(`${month}-`) && Number(day.split('-')[1]) >= 28)
      );
    });
}

const PART_OF_MONTH =
  /(?<!\p{L})(end of|ende|mid|middle of|mitte|start of|beginning of|anfang|early|late)[\s-]+(?:the month of |des monats )?(\p{L}+)/giu;

const isAllOf = (said: ReadonlySet<string>, asked: ReadonlySet<string>): boolean =>
  said.size === 0 || (said.size === asked.size && [...said].every((value) => asked.has(value)));

function namedIn(text: string): Named {
  const days = writtenDates(text);
  const money = amounts(text);
  const taken = [...days, ...money];
  const isTaken = ({ start, end }: Spoken): boolean =>
    taken.some((place) => place.start < end && start < place.end);
  const others = spokenIn(text).filter((token) => token.kind === 'number' && !isTaken(token));
  return {
    days: new Set(days.map(({ month, day }) => `${month}-${day}`)),
    amounts: new Set(money.map(({ minor }) => String(minor))),
    others: new Set(others.map((token) => folded(token.text))),
    isAddress: text.search(WITHIN_ADDRESS) >= 0,
  };
}

const folded = (value: string): string => value.toLowerCase().replace(/^#/u, '');
