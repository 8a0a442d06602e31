/** What a question asks for: the words, numbers, amounts and days that its answer may say again. */
import { monthOf } from '../../texts/languages/month-names.js';
import type { AskedAction } from '../../texts/languages/answers.js';
import { amounts } from '../entities/amount.js';
import { writtenDates } from '../entities/written-date.js';
import { actionAt, type Spoken, spokenIn } from './spoken.js';

/** What a question offers and names. */
export interface AskedFor {
  /** What it offers to do; none if it names several things to do, of which an answer could mean one. */
  actions: ReadonlySet<AskedAction>;
  /** Its nouns, where it lists nothing. */
  words: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  named: Named;
}

/** Values in a text, by their kind, each written in one way. */
interface Named {
  days: ReadonlySet<string>;
  amounts: ReadonlySet<string>;
  others: ReadonlySet<string>;
}

const nothing: AskedFor = {
  actions: new Set(),
  words: new Set(),
  numbers: new Set(),
  named: { days: new Set(), amounts: new Set(), others: new Set() },
};

/** Reads a question; nothing may be said again of one that is not kept. */
export function askedFor(question: string | undefined): AskedFor {
  if (question === undefined) return nothing;
  const spoken = spokenIn(question);
  const actions = new Set(spoken.flatMap((_, at) => [...(actionAt(spoken, at)?.actions ?? [])]));
  return {
    actions: actions.size === 1 ? actions : new Set(),
    words: new Set(wordsOf(question)),
    numbers: new Set(spoken.flatMap(({ kind, text }) => (kind === 'number' ? [text] : []))),
    named: namedIn(question),
  };
}

/** Its last sentence asks; where it lists things, naming one of them could mean that one alone. */
function wordsOf(question: string): string[] {
  const months = spokenIn(question).filter(({ text }) => monthOf(text) !== undefined);
  const asking =
    question.split(/(?<=[.!?])\s|\n/u).findLast((sentence) => sentence.trim().endsWith('?')) ?? '';
  const isList = /[,:;]|(?<!\p{L})(?:and|or|und|oder)(?!\p{L})/u.test(asking);
  const words = isList ? [] : spokenIn(asking).filter(({ kind, text }) => kind === 'word' && text.length > 3);
  return [...months, ...words].map(({ text }) => text);
}

/** Whether the values that an answer says again are those of the question: all of a kind, or its record alone. */
export function saysTheSame(answer: string, { named }: AskedFor, about: string | undefined): boolean {
  const { days, amounts: money, others: bare } = namedIn(answer);
  // "39,90" is an amount where the question names it as one.
  const priced = [...bare].filter((value) => named.amounts.has(value.replaceAll(/[.,]/gu, '')));
  const others = new Set([...bare].filter((value) => !priced.includes(value)));
  const paid = new Set([...money, ...priced.map((value) => value.replaceAll(/[.,]/gu, ''))]);
  const isRecord = (value: string): boolean => about !== undefined && value === folded(about);
  return (
    isAllOf(days, named.days) &&
    isAllOf(paid, named.amounts) &&
    (isAllOf(others, named.others) || [...others].every(isRecord))
  );
}

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
  };
}

const folded = (value: string): string => value.toLowerCase().replace(/^#/u, '');
