/**
 * Whether a yes does nothing but say again what was asked, in the question's own words: "yes, one new jar please", "yes, both in 110".
 * Whatever is not of the question, and whatever could bind or lessen it, is no echo.
 */
import { monthOf } from '../../texts/languages/month-names.js';
import { countOf } from '../entities/number-words.js';
import { type Doing, lengthOf, type Spoken, spokenIn } from './spoken.js';

/** Words of the longest. */
const longest = 14;

/** What a question names that may be said again. */
interface Echoed {
  words: ReadonlySet<string>;
  numbers: ReadonlySet<string>;
  /** How many there are of what is listed. */
  counts: ReadonlySet<number>;
  /** The words of each of several things that are listed: an echo names all of them or none. */
  things: readonly ReadonlySet<string>[];
  /** It is about sending something. */
  isAnew: boolean;
  /** It is about money that is paid back. */
  isMoney: boolean;
}

/** Reads it; `question` as the customer read it, with what it lists below. */
export function isEcho(text: string, question: string): boolean {
  const spoken = spokenIn(text);
  if (/[?"„“”]/u.test(text) || spoken.length > longest) return false;
  const echoed = echoedIn(question);
  let [at, isYes, isAgain] = [0, false, false];
  const named = spoken.map(({ text: word }) => stemOf(word));
  const things = echoed.things.filter((words) => named.some((word) => words.has(word)));
  if (things.length > 0 && things.length < echoed.things.length) return false;
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

function echoedIn(question: string): Echoed {
  const [asking = '', ...listed] = question.split('\n');
  // What is listed below "instead of this" is what it shall not be.
  const lines = /(?<!\p{L})(?:instead of|statt)(?!\p{L})/iu.test(asking) ? [] : listed;
  const own = spokenIn([asking, ...lines].join('\n'));
  const named = (kind: Spoken['kind']): string[] =>
    own.filter((each) => each.kind === kind).map(({ text }) => text);
  const pieces = listed.flatMap((line) => /^\s*(\d+)\s*×/u.exec(line)?.[1] ?? []);
  return {
    words: new Set(named('word').map(stemOf)),
    numbers: new Set(named('number').flatMap((number) => [number, number.replace(/\.00?$/u, '')])),
    counts: new Set(pieces.map(Number)),
    things: lines.length < 2 ? [] : lines.map(wordsOfThing),
    isMoney: /(?<!\p{L})(?:refund|pay back|erstatt)/iu.test(asking),
    isAnew: /(?<!\p{L})(?:send|once more|replace|noch einmal|schick)/iu.test(asking),
  };
}

const wordsOfThing = (line: string): ReadonlySet<string> =>
  new Set(spokenIn(line).flatMap(({ kind, text }) => (kind === 'word' && text.length > 2 ? [stemOf(text)] : [])));

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
function echoAt(
  spoken: readonly Spoken[],
  at: number,
  echoed: Echoed,
): { length: number; again?: boolean } | undefined {
  const token = spoken[at];
  if (token === undefined || token.kind === 'mark') return { length: 1 };
  const again = (isSaid: boolean): { length: number; again: true } | undefined =>
    isSaid ? { length: 1, again: true } : undefined;
  if (token.kind === 'number') return again(echoed.numbers.has(token.text));
  const known = lengthOf(spoken, at, ['yes', 'polite']);
  if (COUNTS.test(token.text) && known <= 1) return again(echoed.counts.has(countIn(token.text)));
  // "You keep what you have" is kept by who says so again.
  const isKept = lengthOf(spoken, at, ['keeps']) > 0 && echoed.words.has(stemOf(token.text));
  if (monthOf(token.text) !== undefined || (MONEY.test(token.text) && !echoed.isMoney)) return undefined;
  if (!isKept && lengthOf(spoken, at, binding) > known) return undefined;
  if (known > 0) return { length: known };
  const glue = lengthOf(spoken, at, ['glue']);
  if (glue > 0 && !WHOLE.test(token.text)) return { length: glue };
  if (COPULA.test(token.text)) return { length: 1 };
  return again((echoed.isAnew && ANEW.test(token.text)) || echoed.words.has(stemOf(token.text)));
}

const countIn = (word: string): number => (/^b/u.test(word) ? 2 : (countOf(word) ?? 1));

const COUNTS =
  /^(?:one|single|two|three|four|five|six|seven|eight|nine|ten|both|eins?|eine[nrms]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|beide[nrs]?)$/u;
/** All of something is more than was asked where part of it is listed, and less where it is one of several. */
const WHOLE = /^(?:all|everything|whole|entire|alles?|ganze?)$/u;
/** Money is another matter than goods. */
const MONEY = /^(?:money|refund\p{L}*|cash|geld|erstatt\p{L}*)$/u;
const COPULA = /^(?:is|are|sind|ist|w[aä]r(?:en?)?|works?|passt|passen|reicht|reichen)$/u;
const ANEW = /^(?:new|another|again|fresh|replacement|neue[nrs]?|ersatz|nochmal|noch)$/u;

const stemOf = (word: string): string => (word.length > 4 ? word.replace(/(?:es|en|er|s|n|e)$/u, '') : word);
