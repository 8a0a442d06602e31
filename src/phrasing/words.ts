/** The word lists of the check, by language; words/*.yaml hold them. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { alternatives, anyOf } from './patterns.js';

/** A language that phrasings can be checked in. */
export type PhrasingLanguage = 'en' | 'de';

/** What the check knows of a language; patterns match in a text that `plain` gave. */
export interface Words {
  idioms: RegExp;
  negations: RegExp;
  /** Words that say one thing in several ways → one way, longest first. */
  rewrites: readonly (readonly [RegExp, string])[];
  /** Phrases that may say `expected`, or that something is sure: "you can expect it". */
  open: RegExp;
  /** By kind: `expected`, `alternative`, `reported`, `doubtful`. */
  hedges: ReadonlyMap<string, RegExp>;
  /** What tells the tense of a clause, by `open`, `needed`, `possible`, `modal`, `going`, `done`, `perfect`, `state`, `participle`, `past`, `pending`, `timeless`. */
  tenses: ReadonlyMap<string, RegExp>;
  /** Prepositions → which way they point. */
  toward: ReadonlyMap<string, 'to' | 'from'>;
  /** What may stand between a preposition and its word. */
  passed: ReadonlySet<string>;
  /** What stands before an infinitive. */
  infinitive: ReadonlySet<string>;
  /** Words that begin a clause. */
  joins: ReadonlySet<string>;
  /** Polite questions that ask for what the sentence asks for. */
  requests: RegExp;
  /** What asks for something without a question. */
  asked: RegExp;
  /** Verbs come apart: "geben … ab". */
  apart: boolean;
  moments: readonly string[];
  /** Word or words → relation, longest first. */
  relations: readonly (readonly [string, string])[];
  /** What makes a span a time limit: words before it, behind it, and `most` before with `from` behind it. */
  deadlines: Readonly<Record<'before' | 'behind' | 'most' | 'from', RegExp>>;
  /** By relation, words that bind an amount too: "from €50 it is free". */
  bounds: readonly (readonly [string, RegExp])[];
  /** Words before the date on which something ends. */
  ends: RegExp;
  /** Words that say how often → the span: "monthly" is every one month. */
  recurring: readonly (readonly [string, string])[];
  /** Word → what a number behind it belongs to. */
  labels: ReadonlyMap<string, string>;
  /** Word or words → unit, longest first. */
  units: readonly (readonly [string, string])[];
  articles: readonly string[];
  /** Word → its number, longest first; made of two parts too, such as twenty-five. */
  numerals: readonly (readonly [string, number])[];
  half: readonly string[];
  percent: readonly string[];
  /** Names of the months as they are written, by number − 1. */
  months: readonly (readonly string[])[];
  /** Names of the weekdays from Sunday. */
  weekdays: readonly (readonly string[])[];
  clock: readonly string[];
  noon: readonly string[];
  midnight: readonly string[];
}

type Lists = Record<string, string>;

interface WordsFile extends Record<
  | 'idioms'
  | 'negations'
  | 'open'
  | 'ends'
  | 'to'
  | 'from'
  | 'passed'
  | 'infinitive'
  | 'joins'
  | 'requests'
  | 'asked'
  | 'moments'
  | 'articles'
  | 'joiner'
  | 'half'
  | 'percent'
  | 'months'
  | 'weekdays'
  | 'clock'
  | 'noon'
  | 'midnight',
  string
> {
  rewrites: Lists;
  deadlines: Lists;
  bounds: Lists;
  hedges: Lists;
  tenses: Lists;
  relations: Lists;
  labels: Lists;
  units: Lists;
  recurring: Lists;
  numerals: Lists;
}

/** What words/NAME.yaml holds: the files are part of the code, and its tests read every one of them. */
export const readWords = (name: string): unknown =>
  parse(readFileSync(new URL(`./words/${name}.yaml`, import.meta.url), 'utf8'));

/** The items of a list, which commas and line breaks part. */
export const items = (list: string): string[] =>
  list
    .split(/[,\n]/u)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const byLength = (a: readonly [string, unknown], b: readonly [string, unknown]): number =>
  b[0].length - a[0].length;

/** Word → key, longest words first. */
const inverted = (lists: Lists): (readonly [string, string])[] =>
  Object.entries(lists)
    .flatMap(([key, list]) => items(list).map((word) => [word, key] as const))
    .sort(byLength);

const patterns = (lists: Lists): Map<string, RegExp> =>
  new Map(Object.entries(lists).map(([key, list]) => [key, anyOf(items(list))]));

/** Tells whether a text has any of the patterns; a global expression would go on where it last stopped. */
const oneOf = (list: string): RegExp => new RegExp(anyOf(items(list)).source, 'u');

/** Matches a text that ends with any of the words. */
const endingIn = (list: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives(items(list))})$`, 'u');

function wordsOf(language: PhrasingLanguage): Words {
  const file = readWords(language) as WordsFile;
  return {
    idioms: anyOf(items(file.idioms)),
    negations: anyOf(items(file.negations)),
    rewrites: inverted(file.rewrites).map(([words, one]) => [anyOf([words]), one]),
    open: anyOf(items(file.open)),
    deadlines: deadlinesOf(file.deadlines),
    bounds: Object.entries(file.bounds).map(([key, list]) => [key, new RegExp(list, 'u')]),
    ends: endingIn(file.ends),
    hedges: patterns(file.hedges),
    tenses: new Map(Object.entries(file.tenses).map(([key, list]) => [key, oneOf(list)])),
    toward: new Map([
      ...items(file.to).map((word) => [word, 'to'] as const),
      ...items(file.from).map((word) => [word, 'from'] as const),
    ]),
    passed: new Set(items(file.passed)),
    infinitive: new Set(items(file.infinitive)),
    joins: new Set(items(file.joins)),
    requests: oneOf(file.requests),
    asked: oneOf(file.asked),
    apart: language === 'de',
    moments: items(file.moments).sort((a, b) => b.length - a.length),
    relations: inverted(file.relations),
    labels: new Map(inverted(file.labels)),
    units: inverted(file.units),
    recurring: inverted(file.recurring),
    articles: items(file.articles),
    numerals: numeralsOf(language, file),
    half: items(file.half),
    percent: items(file.percent),
    months: items(file.months).map((names) => names.split(' ')),
    weekdays: items(file.weekdays).map((names) => names.split(' ')),
    clock: items(file.clock),
    noon: items(file.noon),
    midnight: items(file.midnight),
  };
}

function deadlinesOf(lists: Lists): Words['deadlines'] {
  const [ending, beginning] = [
    (key: string) => endingIn(lists[key] ?? ''),
    (key: string) => new RegExp(`^[ -]*(?:${alternatives(items(lists[key] ?? ''))})(?!\\p{L})`, 'u'),
  ];
  return {
    before: ending('before'),
    behind: beginning('behind'),
    most: ending('most'),
    from: beginning('from'),
  };
}

/** Simple ones, and twenty-five or fünfundzwanzig. */
function numeralsOf(
  language: PhrasingLanguage,
  { numerals, joiner }: WordsFile,
): (readonly [string, number])[] {
  const simple = inverted(numerals).map(([word, number]) => [word, Number(number)] as const);
  const ones: (readonly [string, number])[] = [[language === 'en' ? 'one' : 'ein', 1], ...simple];
  const made = simple
    .filter(([, tens]) => tens >= 20 && tens < 100)
    .flatMap(([word, tens]) =>
      ones
        .filter(([, one]) => one < 10)
        .map(([one, value]): readonly [string, number] => [
          language === 'en' ? `${word}${joiner}${one}` : `${one}${joiner}${word}`,
          tens + value,
        ]),
    );
  return [...made, ...simple].sort(byLength);
}

/** The words of each language. */
export const wordsBy: Readonly<Record<PhrasingLanguage, Words>> = { en: wordsOf('en'), de: wordsOf('de') };

/** How currencies are written → their code; in lower case, longest first. */
export const currencies: readonly (readonly [string, string])[] = Object.entries(
  readWords('currencies') as Lists,
)
  .flatMap(([code, list]) => [code.toLowerCase(), ...items(list)].map((word) => [word, code] as const))
  .sort(byLength);

/** The language that a BCP 47 tag can be checked in, if there is one. */
export function phrasingLanguage(tag: string): PhrasingLanguage | undefined {
  const base = tag.split('-')[0];
  return base === 'en' || base === 'de' ? base : undefined;
}
