/** Dates, weekdays, months and times of the day in a text, in the ways that English and German write them. */
import { alternatives } from './patterns.js';
import type { Reading, Value } from './value.js';
import type { Words } from './words.js';

type Found = Omit<Value, 'start' | 'end'> | undefined;

/** Takes dates, then months and weekdays that stand alone. */
export function takeDates(reading: Reading, words: Words): void {
  const month = `(${alternatives(words.months.flat())})`;
  const year = '(?:,? (\\d{4}))?';
  const named = (day: string, name: string, of: string | undefined): Found =>
    date(of, monthNumber(words, name), day);
  reading.take(/(?<![\p{L}\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\p{L}\d-])/gu, ([, y, m, d]) =>
    date(y, Number(m), d),
  );
  reading.take(/(?<![\p{L}\d.])(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?![\p{L}\d])/gu, ([, d, m, y]) =>
    date(y, Number(m), d),
  );
  reading.take(/(?<![\p{L}\d.])(\d{1,2})\.(\d{1,2})\.(?!\d)/gu, ([, d, m]) => date(undefined, Number(m), d));
  reading.take(/(?<![\p{L}\d/])(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\p{L}\d/])/gu, slashed);
  const dayFirst = `(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th|\\.)? ?(?:of )?${month}(?:\\.(?=,? ?\\d))?${year}(?![\\p{L}\\d])`;
  reading.take(new RegExp(dayFirst, 'gu'), ([, d = '', m = '', y]) => named(d, m, y));
  const monthFirst = `(?<![\\p{L}\\d])${month}\\.? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])${year}(?![\\p{L}\\d])`;
  reading.take(new RegExp(monthFirst, 'gu'), ([, m = '', d = '', y]) => named(d, m, y));
  // "May" may begin a sentence, and "so" is a word: alone only names that are nothing else count.
  const long = words.months.flatMap(([name = '']) => (name === 'May' ? [] : [name]));
  reading.take(new RegExp(`(?<![\\p{L}\\d])(${alternatives(long)})(?![\\p{L}\\d])`, 'gu'), ([, m = '']) => ({
    kind: 'month',
    key: `month:${monthNumber(words, m)}`,
  }));
  takeWeekdays(reading, words);
}

/** Short names only with their full stop or before a date's comma; a weekday's plural is the weekday. */
function takeWeekdays(reading: Reading, words: Words): void {
  const long = words.weekdays.flatMap((names) => names.filter((name) => name.length > 3));
  const short = words.weekdays.flatMap((names) => names.filter((name) => name.length <= 3));
  const pattern = `(?<![\\p{L}\\d])(?:(${alternatives(long)})s?|(${alternatives(short)})(?=[.,]? ?\\u0000))(?![\\p{L}\\d])`;
  reading.take(new RegExp(pattern, 'gu'), ([, full, brief]) => {
    const name = full ?? brief ?? '';
    return { kind: 'weekday', key: `weekday:${words.weekdays.findIndex((names) => names.includes(name))}` };
  });
}

/** "14:30", "2.30 pm", "14 Uhr", "noon": minutes of the day. */
export function takeTimes(reading: Reading, words: Words): void {
  const clock = alternatives(words.clock);
  const half = 'am|pm|a\\.m\\.|p\\.m\\.';
  const suffix = `(?: ?(${half}|${clock}|h)(?![\\p{L}]))`;
  // "8 und 12 Uhr", "2 to 4 pm": what stands behind the second belongs to both.
  const range = `(?<![\\p{L}\\d.,:])(\\d{1,2})(?= ?(?:-|–|to|and|bis|und) ?\\d{1,2} ?(${half}|${clock})(?![\\p{L}]))`;
  reading.take(new RegExp(range, 'giu'), ([, hours = '', behind = '']) => time(['', hours, '', behind]));
  const noon = `(?<![\\p{L}\\d.,:])(?:12(?::00)? (?:${clock} )?)?(?:${alternatives(words.noon)})(?![\\p{L}])`;
  reading.take(new RegExp(noon, 'giu'), () => ({ kind: 'time', key: 'time:720' }));
  reading.take(new RegExp(`(?<![\\p{L}\\d.,])(\\d{1,2}):(\\d{2})(?::\\d{2})?${suffix}?(?!\\d)`, 'giu'), time);
  reading.take(new RegExp(`(?<![\\p{L}\\d.,])(\\d{1,2})\\.(\\d{2})${suffix}`, 'giu'), time);
  reading.take(new RegExp(`(?<![\\p{L}\\d.,])(\\d{1,2}) ?()(${half}|${clock})(?![\\p{L}])`, 'giu'), time);
  const word = (list: readonly string[]): RegExp =>
    new RegExp(`(?<![\\p{L}])(?:${alternatives(list)})(?![\\p{L}])`, 'giu');
  reading.take(word(words.midnight), () => ({ kind: 'time', key: 'time:0' }));
}

function time([, hours = '', minutes = '', suffix = '']: readonly string[]): Found {
  const half = suffix.toLowerCase().replaceAll('.', '');
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (hour > 24 || minute > 59) return undefined;
  const shifted = half === 'pm' ? (hour % 12) + 12 : half === 'am' ? hour % 12 : hour;
  return { kind: 'time', key: `time:${shifted * 60 + minute}` };
}

/** A slashed date whose day and month could be taken for each other is only equal to itself. */
function slashed([whole, first = '', second = '', year]: RegExpExecArray): Found {
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 || a === b) return date(year, b, first);
  if (b > 12) return date(year, a, second);
  return { kind: 'date', key: `date:${whole}` };
}

function date(year: string | undefined, month: number, day: string | undefined): Found {
  const number = Number(day);
  if (month < 1 || month > 12 || number < 1 || number > 31) return undefined;
  const full = year === undefined ? undefined : Number(year) + (year.length === 2 ? 2000 : 0);
  return {
    kind: 'date',
    key: `date:${month}-${number}`,
    ...(full === undefined ? {} : { year: full }),
  };
}

const monthNumber = (words: Words, name: string): number =>
  words.months.findIndex((names) => names.includes(name)) + 1;
