/**
 * Whether a yes does nothing but say again what was asked, in the question's own words: "yes, one new jar please", "yes, both in 110".
 * Whatever is not of the question, and whatever could bind or lessen it, is no echo.
 */
import { monthOf } from '../../texts/languages/month-names.js';
import { countOf } from '../entities/number-words.js';
import { actionAt, type Doing, lengthOf, type Spoken, spokenIn } from './answer-tokens.js';

/** Words of the longest. */
const longest = 14;

/** A thing that a question lists, with how many of it. */
interface Listed {
  words: ReadonlySet<string>;
  /** Words of it alone. */
  own: ReadonlySet<string>;
  /** Numbers of its name, each with the word behind it: "60 cm". */
  measures: ReadonlySet<string>;
  /** All numbers of its name. */
  named: ReadonlySet<string>;
  /** Not a number where the line does not say it. */
  count: number;
}

/** What a question names that may be said again. */
export interface Echoed {
  asking: string;
  words: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  things: readonly Listed[];
  /** What is listed is what it shall not be. */
  isAgainst: boolean;
  /** It is about sending something. */
  isAnew: boolean;
  /** It is about money that is paid back. */
  isMoney: boolean;
}

/** Whether a text says nothing but a yes and the question again; `question` as the customer read it, with what it lists below. */
export function isEcho(text: string, question: string): boolean {
  const spoken = spokenIn(text);
  if (/[?"„“”]/u.test(text) || spoken.length > longest || isAtOdds(text, question)) return false;
  const echoed = echoedIn(question);
  let [at, isYes, isAgain] = [0, false, false];
  while (at < spoken.length) {
    const { length, again = false } = echoAt(spoken, at, echoed) ?? { length: 0 };
    if (length === 0) return false;
    const yes = lengthOf(spoken, at, ['yes']);
    isYes ||= yes > lengthOf(spoken, at, ['soft']) && (at === 0 || spoken[at - 1]?.kind === 'mark');
    isAgain ||= again;
    at += length;
  }
  return isYes && isAgain;
}

/**
 * Whether a yes names what was not asked, though with words of the question: some of several things that it lists, another number of
 * one, what shall be replaced, or "the same address as before".
 */
export function isAtOdds(text: string, question: string): boolean {
  const { asking, things, isAgainst, words } = echoedIn(question);
  const spoken = spokenIn(text);
  if (withAnother.some(([asked, says]) => asked.test(asking) && says.test(text))) return true;
  const isLess = JUST_ONE.test(text) && things.some(({ count }) => count > 1);
  if (isLess || wantsThing(spoken, question)) return true;
  const said = new Set(spoken.map(({ text: word }) => stemOf(word)));
  const named = things.filter(({ own }) => [...own].some((word) => said.has(word)));
  if (isAgainst) return named.some(({ own }) => [...own].some((word) => said.has(word) && !words.has(word)));
  if (named.length > 0 && named.length < things.length) return true;
  return spoken.some((_, at) => isOtherCount(spoken, at, things) || isSomeOf(spoken, at, things));
}

const JUST_ONE = /(?<!\p{L})(?:just|only|nur) (?:the )?(?:one|eine[nrs]?)(?!\p{L})/iu;

/** "One please", "two of them", where several things are listed. */
function isSomeOf(spoken: readonly Spoken[], at: number, things: readonly Listed[]): boolean {
  const count = countAt(spoken, at);
  const [before, token, next] = [spoken[at - 1], spoken[at], spoken[at + 1]];
  if (things.length < 2 || count === undefined || /^an?$/u.test(token?.text ?? '')) return false;
  // "That one" is no number, nor is a figure behind a noun: "order 1".
  if (before !== undefined && before.kind !== 'mark' && !/^(?:yes|ja|just|only|nur)$/u.test(before.text))
    return false;
  if (next !== undefined && next.kind !== 'mark' && !/^(?:of|von|davon|please|bitte)$/u.test(next.text))
    return false;
  return count !== piecesOf(things) && !(BOTH.test(token?.text ?? '') && things.length === 2);
}

/** "Two wine glasses" of three; "60 cm" counts nothing. */
function isOtherCount(spoken: readonly Spoken[], at: number, things: readonly Listed[]): boolean {
  const count = countAt(spoken, at);
  const [next, after] = [spoken[at + 1], spoken[at + 2]];
  if (count === undefined || next?.kind !== 'word') return false;
  if (things.some(({ measures }) => measures.has(`${spoken[at]?.text ?? ''} ${next.text}`))) return false;
  const meant = [next, after]
    .map((word) => (word?.kind === 'word' ? stemOf(word.text) : ''))
    .map((word) => things.filter(({ words }) => words.has(word)))
    .find((found) => found.length > 0);
  return meant?.every((thing) => thing.count === count || Number.isNaN(thing.count)) === false;
}

const BOTH = /^(?:both|beide[nrs]?)$/u;

const piecesOf = (things: readonly Listed[]): number => things.reduce((sum, { count }) => sum + count, 0);

function countAt(spoken: readonly Spoken[], at: number): number | undefined {
  const { kind, text = '' } = spoken[at] ?? {};
  // "The 110 jeans" are one of their kind.
  if (kind === 'number')
    return /^\d+$/u.test(text) && !POINTS.test(spoken[at - 1]?.text ?? '') ? Number(text) : undefined;
  return kind === 'word' && (COUNTS.test(text) || /^an?$/u.test(text)) ? countIn(text) : undefined;
}
const POINTS = /^(?:the|these|those|in|die|der|das|den)$/u;

/** What a question names beside what it asks for, and how an answer means just that: "the same address as before". */
const withAnother: readonly (readonly [RegExp, RegExp])[] = [
  [
    /before|bisher/iu,
    /(?<!\p{L})(?:(?:same|usual|previous|old) (?:address|place)|(?:as|than|like) before|wie (?:bisher|vorher)|(?:die)?(?:selben?|gleichen?|alten?|bisherigen?) (?:adresse|anschrift))(?!\p{L})/iu,
  ],
  [
    /different|ander/iu,
    /(?<!\p{L})(?:different|another|other|new|anderen?|neuen?) (?:address|place|adresse|anschrift)/iu,
  ],
  [/(?<!\p{L})rest(?!\p{L})/iu, /(?<!\p{L})(?:the|den) rest(?!\p{L}| stays| stay| bleibt)/iu],
  [/each time|jeweils|jedes mal/iu, /(?<!\p{L})(?:this time|once|diesmal|dieses mal|einmal)(?!\p{L})/iu],
  [/next|nächste/iu, /(?<!\p{L})(?:all|every|alle|jede) (?:\p{L}+ )?(?:deliver|lieferung)/iu],
  [/order|bestellung/iu, /(?<!\p{L})(?:another|new|neue) (?:order|bestellung)(?!\p{L})/iu],
];

/** "Yes, I would like the next delivery", where it would be left out: it names the thing, and not what is done to it. */
function wantsThing(spoken: readonly Spoken[], question: string): boolean {
  const [asking = ''] = question.split('\n');
  const named = new Set(wordsIn(question).flatMap((word) => (IDLE.test(word) ? [] : stemOf(word))));
  const wants = spoken.findIndex(({ text }) => WANTS.test(text));
  const isThing = wants >= 0 && spoken.slice(wants).some(({ text }) => named.has(stemOf(text)));
  if (!isThing || !TAKES_AWAY.test(asking)) return false;
  const isDenied = spoken.some((_, at) => lengthOf(spoken, at, ['no', 'negations', 'without']) > 0);
  return (
    !isDenied && !spoken.some(({ text }, at) => actionAt(spoken, at) !== undefined || TAKES_AWAY.test(text))
  );
}
const WANTS = /^(?:like|want|need|id|möchte|will|hätte|brauche|nehme)$/u;
/** Words that name nothing. */
const IDLE = /^(?:\p{L}{1,3}|would|like|this|that|from|soll|möchten|dass|eine[nrs]?)$/u;
const TAKES_AWAY =
  /(?<!\p{L})(?:cancel\p{L}*|skip\p{L}*|leave out|remove\p{L}*|pause\p{L}*|end|stornier\p{L}*|kündig\p{L}*|auslassen|auszulassen|herausnehmen|rausnehmen|pausier\p{L}*|beende\p{L}*)(?!\p{L})/iu;

/** Reads what a question names. */
export function echoedIn(question: string): Echoed {
  const [asking = '', ...listed] = question.split('\n');
  // What is listed below "instead of this" is what it shall not be.
  const isAgainst = /(?<!\p{L})(?:instead of|statt)(?!\p{L})/iu.test(asking);
  const numbers = numbersIn(asking);
  return {
    ...{ asking, numbers, isAgainst },
    words: new Set(wordsIn(isAgainst ? asking : [asking, ...listed].join('\n')).map(stemOf)),
    things: thingsListed(listed),
    isMoney: /(?<!\p{L})(?:refund|pay back|erstatt)/iu.test(asking),
    isAnew: /(?<!\p{L})(?:send|once more|replace|noch einmal|schick)/iu.test(asking),
  };
}

/** What is listed, as one thing a line. */
function thingsListed(listed: readonly string[]): Listed[] {
  const words = listed.map((line) =>
    wordsIn(line)
      .filter((word) => word.length > 2)
      .map(stemOf),
  );
  return listed.map((line, at) => {
    const others = new Set(words.filter((_, other) => other !== at).flat());
    const spoken = spokenIn(line);
    const measures = spoken.flatMap(({ kind, text }, place) =>
      kind === 'number' && spoken[place + 1]?.kind === 'word'
        ? [`${text} ${spoken[place + 1]?.text ?? ''}`]
        : [],
    );
    return {
      words: new Set(words[at]),
      own: new Set(words[at]?.filter((word) => !others.has(word))),
      measures: new Set(measures),
      named: numbersIn(line.replace(/^\s*\d+\s*×/u, '')),
      count: Number(/^\s*(\d+)\s*×/u.exec(line)?.[1] ?? Number.NaN),
    };
  });
}

const binding: readonly Doing[] = [
  ...([
    'no',
    'negations',
    'conditions',
    'binds',
    'turns',
    'doubts',
    'hesitations',
    'limits',
    'keeps',
  ] as const),
  ...(['corrects', 'since', 'without', 'wonders', 'remainder', 'parts'] as const),
];

/** How many tokens at a place are known, and whether they say the question again; nothing if they do neither. */
export function echoAt(
  spoken: readonly Spoken[],
  at: number,
  echoed: Echoed,
): { length: number; again?: boolean } | undefined {
  const token = spoken[at];
  if (token === undefined || token.kind === 'mark') return { length: 1 };
  const again = (isSaid: boolean): { length: number; again: true } | undefined =>
    isSaid ? { length: 1, again: true } : undefined;
  if (token.kind === 'number') return again(namesNumber(spoken, at, echoed));
  const known = lengthOf(spoken, at, ['yes', 'polite']);
  if (COUNTS.test(token.text) && known <= 1)
    return again(isCountOf(spoken, at, countIn(token.text), echoed.things));
  // "You keep what you have" is kept by who says so again.
  const isKept = lengthOf(spoken, at, ['keeps']) > 0 && echoed.words.has(stemOf(token.text));
  if (monthOf(token.text) !== undefined || (MONEY.test(token.text) && !echoed.isMoney)) return undefined;
  if (!isKept && lengthOf(spoken, at, binding) > known) return undefined;
  if (known > 0) return { length: known };
  const glue = lengthOf(spoken, at, ['glue']);
  if (glue > 0 && !WHOLE.test(token.text)) return { length: glue };
  if (COPULA.test(token.text) || JOINS.test(token.text)) return { length: 1 };
  return again((echoed.isAnew && ANEW.test(token.text)) || echoed.words.has(stemOf(token.text)));
}

/** A number of the question's, or of a thing in it; alone, how many there are of the only thing that is listed. */
function namesNumber(spoken: readonly Spoken[], at: number, { numbers, things }: Echoed): boolean {
  const { text = '' } = spoken[at] ?? {};
  const next = `${text} ${spoken[at + 1]?.text ?? ''}`;
  const isOfName = OF_NAME.test(spoken[at - 1]?.text ?? '');
  return (
    numbers.has(text) ||
    things.some(
      ({ count, named, measures }) =>
        measures.has(next) || ((isOfName || Number.isNaN(count)) && named.has(text)),
    ) ||
    isCountOf(spoken, at, Number(text), things)
  );
}
const OF_NAME = /^(?:the|in|size|die|der|das|größe|gr)$/u;

/** Whether it is how many there are of the only thing, or of the one that is named behind it. */
function isCountOf(spoken: readonly Spoken[], at: number, count: number, things: readonly Listed[]): boolean {
  const [only, ...others] = things;
  if (only !== undefined && others.length === 0) return only.count === count;
  const next = [spoken[at + 1], spoken[at + 2]].map((word) => stemOf(word?.text ?? ''));
  const isNamed = things.some(({ words }) => next.some((word) => words.has(word)));
  return isNamed ? !isOtherCount(spoken, at, things) : count === piecesOf(things);
}

const countIn = (word: string): number => (/^b/u.test(word) ? 2 : (countOf(word) ?? 1));

const wordsIn = (text: string): string[] =>
  spokenIn(text).flatMap(({ kind, text: word }) => (kind === 'word' ? [word] : []));

/** Numbers in a text; a round amount also without its cents. */
const numbersIn = (text: string): ReadonlySet<string> =>
  new Set(
    spokenIn(text).flatMap(({ kind, text: number }) =>
      kind === 'number' ? [number, number.replace(/\.00?$/u, '')] : [],
    ),
  );

const COUNTS =
  /^(?:one|single|two|three|four|five|six|seven|eight|nine|ten|both|eins?|eine[nrms]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|beide[nrs]?)$/u;
/** All of something is more than was asked where part of it is listed, and less where it is one of several. */
const WHOLE = /^(?:all|everything|whole|entire|alles?|ganze?)$/u;
/** Money is another matter than goods. */
const MONEY = /^(?:money|refund\p{L}*|cash|geld|erstatt\p{L}*)$/u;
const COPULA = /^(?:is|are|sind|ist|w[aä]r(?:en?)?|works?|passt|passen|reicht|reichen)$/u;
const JOINS = /^(?:and|und|plus|sowie)$/u;
const ANEW = /^(?:new|another|again|fresh|replacement|neue[nrs]?|ersatz|nochmal|noch)$/u;

/** Takes the endings off a word of more than four letters; four are left of "vases" as of "vase". */
export function stemOf(word: string): string {
  if (word.length <= 4) return word;
  const one = word.replace(/(?:(?<=ss|x|z|ch|sh)es|(?<!s)s)$/u, '');
  return one.length <= 4 ? one : one.replace(/(?:en|er|n|e)$/u, '');
}
