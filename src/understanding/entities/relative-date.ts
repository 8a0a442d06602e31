/** Dates relative to today: "yesterday", "last Tuesday", "in two weeks", "on the 30th". */
import { addDays, addMonths } from './calendar-day.js';
import { dayOfMonth } from './day-of-month.js';
import type { Span } from './matches.js';
import { countOf } from './number-words.js';
import { readAlong, type Token, wordAt } from './tokens.js';
import { weekday } from './weekday.js';

/** A day, and where it is mentioned. */
export interface FoundDate extends Span {
  /** `yyyy-MM-dd`, or `yyyy-MM` for a whole month. */
  value: string;
}

type Reading = { value: string; length: number } | undefined;

/** A day given by one word. */
const alone = (value: string | undefined): Reading =>
  value === undefined ? undefined : { value, length: 1 };

const DAYS: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['tonight', 0],
  ['heute', 0],
  ['yesterday', -1],
  ['gestern', -1],
  ['tomorrow', 1],
  ['tmrw', 1],
  ['morgen', 1],
  ['vorgestern', -2],
  ['übermorgen', 2],
]);
const UNITS: readonly (readonly [string, (day: string, count: number) => string])[] = [
  ['day days tag tage tagen', (day, count) => addDays(day, count)],
  ['week weeks woche wochen', (day, count) => addDays(day, 7 * count)],
  ['fortnight', (day, count) => addDays(day, 14 * count)],
  ['month months monat monate monaten', (day, count) => addMonths(day, count)],
  ['year years jahr jahre jahren', (day, count) => addMonths(day, 12 * count)],
];

/** Every date relative to `today` (`yyyy-MM-dd`, in the shop's zone), except weeks and months without a day. */
export function relativeDates(text: string, today: string): FoundDate[] {
  const readings = readAlong(
    text,
    (tokens, at) =>
      ago(tokens, at, today) ??
      inTime(tokens, at, today) ??
      alone(weekday(tokens, at, today)) ??
      named(tokens, at, today) ??
      alone(dayOfMonth(tokens, at, today, text)),
  );
  return readings.map(({ read, ...span }) => ({ ...span, value: read.value }));
}

/** "yesterday", "the day before yesterday", "this morning", "heute früh"; not "Guten Morgen" or "am Morgen". */
function named(tokens: readonly Token[], at: number, today: string): Reading {
  const word = wordAt(tokens, at);
  if (word === 'the' && wordAt(tokens, at + 1) === 'day') {
    const [way, base] = [wordAt(tokens, at + 2), wordAt(tokens, at + 3)];
    if (way === 'before' && base === 'yesterday') return { value: addDays(today, -2), length: 4 };
    if (way === 'after' && base === 'tomorrow') return { value: addDays(today, 2), length: 4 };
  }
  if (word === 'this' && /^(?:morning|afternoon|evening)$/u.test(wordAt(tokens, at + 1)))
    return { value: today, length: 2 };
  if (word === 'last' && wordAt(tokens, at + 1) === 'night') return { value: addDays(today, -1), length: 2 };
  const days = DAYS.get(word);
  if (days === undefined) return undefined;
  if (word === 'morgen' && tokens[at]?.text === 'Morgen' && !isAtStart(tokens, at)) return undefined;
  if (word === 'morgen' && (/^(?:guten|jeden|am)$/u.test(wordAt(tokens, at - 1)) || isGreeting(tokens, at)))
    return undefined;
  return { value: addDays(today, days), length: 1 };
}

const isAtStart = (tokens: readonly Token[], at: number): boolean =>
  at === 0 || tokens[at - 1]?.endsSentence === true;

/** "Morgen!" and "Morgen, wo ist …" are greetings. */
const isGreeting = (tokens: readonly Token[], at: number): boolean =>
  isAtStart(tokens, at) && tokens[at]?.endsPhrase === true && tokens.length > 1;

/** "two weeks ago", "a month ago", "vor drei Tagen". */
function ago(tokens: readonly Token[], at: number, today: string): Reading {
  const german = wordAt(tokens, at) === 'vor';
  const first = german ? at + 1 : at;
  const count = countOf(wordAt(tokens, first));
  const step = count === undefined ? undefined : stepOf(wordAt(tokens, first + 1));
  if (count === undefined || step === undefined) return undefined;
  if (german) return { value: step(today, -count), length: 3 };
  return wordAt(tokens, first + 2) === 'ago' ? { value: step(today, -count), length: 3 } : undefined;
}

/** "in two weeks", "in 3 Tagen". */
function inTime(tokens: readonly Token[], at: number, today: string): Reading {
  if (wordAt(tokens, at) !== 'in') return undefined;
  const count = countOf(wordAt(tokens, at + 1));
  const step = stepOf(wordAt(tokens, at + 2));
  return count === undefined || step === undefined ? undefined : { value: step(today, count), length: 3 };
}

const STEPS = new Map(
  UNITS.flatMap(([names, step]) => names.split(' ').map((name) => [name, step] as const)),
);

const stepOf = (word: string): ((day: string, count: number) => string) | undefined => STEPS.get(word);
