/** Names of weekdays, and the day that one means. */
import { addDays, weekdayOf } from './calendar-day.js';
import { type Token, wordAt } from './tokens.js';

const WEEKDAYS = [
  'sunday sonntag',
  'monday mon montag',
  'tuesday tue tues dienstag',
  'wednesday wed mittwoch',
  'thursday thu thur thurs donnerstag',
  'friday fri freitag',
  'saturday samstag sonnabend',
];
const WEEKDAY_OF: ReadonlyMap<string, number> = new Map(
  WEEKDAYS.flatMap((names, at) => names.split(' ').map((name) => [name, at] as const)),
);
const PAST = new Set('last letzten letzte letzter since seit past vergangenen vorigen'.split(' '));

/** The weekday that a token names, 0 for Sunday. */
export function weekdayNamed(tokens: readonly Token[], at: number): number | undefined {
  const word = wordAt(tokens, at).replace(/['’]s$/u, '');
  const day = WEEKDAY_OF.get(word);
  // "mon", "wed" and the like are day names only when capitalised.
  const isShort = word.length < 6 && !/^\p{Lu}/u.test(tokens[at]?.text ?? '');
  return isShort ? undefined : day;
}

/** "last Tuesday", "Monday": in the past after "last" and "since", otherwise in the future. */
export function weekday(tokens: readonly Token[], at: number, today: string): string | undefined {
  const day = weekdayNamed(tokens, at);
  if (day === undefined) return undefined;
  const isPast = [wordAt(tokens, at - 1), wordAt(tokens, at - 2)].some((word) => PAST.has(word));
  const ahead = (day - weekdayOf(today) + 7) % 7;
  if (isPast) return addDays(today, ahead === 0 ? -7 : ahead - 7);
  return addDays(today, ahead === 0 ? 7 : ahead);
}
