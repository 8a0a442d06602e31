/** Compiles date formats (the usual tokens of Unicode TR 35) to patterns with named parts. */
import { monthOf as monthNamed } from '../../../texts/languages/month-names.js';

/** Tokens of a format, with the pattern and name of their content. */
const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  MMM: '(?<month>\\p{L}{3,9}\\.?)',
  MMMM: '(?<month>\\p{L}{3,9})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  EEE: '(?<weekday>\\p{L}{2,10}\\.?)',
  EEEE: '(?<weekday>\\p{L}{2,10})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<half>\\d{2})',
  h: '(?<half>\\d{1,2})',
  a: '(?<noon>[AaPp]\\.?[Mm]\\.?)',
  mm: '(?<minute>\\d{2})',
  m: '(?<minute>\\d{1,2})',
  ss: '(?<second>\\d{2})',
  s: '(?<second>\\d{1,2})',
  S: '(?<ms>\\d)',
  SSS: '(?<ms>\\d{3})',
  SSSSSS: '(?<ms>\\d{6})',
  XXX: '(?<offset>Z|[+-]\\d{2}:?\\d{2})',
  XX: '(?<offset>Z|[+-]\\d{4})',
  X: '(?<offset>Z|[+-]\\d{2}(?::?\\d{2})?)',
};

/** ISO 8601 as systems write it: a date, a time with a fraction, an offset. */
export const ISO =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<ms>\d{1,9}))?)?)?(?<offset>Z|[+-]\d{2}(?::?\d{2})?)?$/;

/** The pattern of a format; undefined with an unknown token, a repeated part, no whole date, or half a time. */
export function patternOf(format: string): RegExp | undefined {
  const parts = new Set<string>();
  const wrong: string[] = [];
  const source = format.replaceAll(
    /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']/g,
    (token, quoted: string | undefined) => {
      if (quoted !== undefined || !/[A-Za-z]/.test(token)) return escaped(quoted ?? token);
      const pattern = Object.hasOwn(TOKENS, token) ? (TOKENS[token] ?? '') : '';
      const part = /<(\w+)>/.exec(pattern)?.[1] ?? '';
      if (part === '' || parts.has(part)) wrong.push(token);
      parts.add(part);
      return pattern;
    },
  );
  const whole = ['year', 'month', 'day'].every((part) => parts.has(part));
  const clock = parts.has('half') === parts.has('noon') && !(parts.has('half') && parts.has('hour'));
  return wrong.length > 0 || !whole || !clock || source.includes("'")
    ? undefined
    : new RegExp(`^${source}$`, 'u');
}

/** Directives of strftime, as the formats here write them. */
const STRFTIME: Readonly<Record<string, string>> = {
  ...{ Y: 'yyyy', y: 'yy', m: 'MM', d: 'dd', H: 'HH', I: 'hh', M: 'mm', S: 'ss', p: 'a', z: 'XX' },
  ...{ f: 'SSSSSS', b: 'MMM', B: 'MMMM', a: 'EEE', A: 'EEEE', F: 'yyyy-MM-dd', T: 'HH:mm:ss' },
};

/** The format that one of strftime, or of libraries that write days as `DD`, means; undefined if that is none either. */
export function formatMeantBy(format: string): string | undefined {
  const meant = format.includes('%')
    ? format.replaceAll(/%-?([A-Za-z])/g, (whole, letter: string) => STRFTIME[letter] ?? whole)
    : format.replaceAll(/[DY]+/g, (letters) => letters.toLowerCase());
  return patternOf(meant) === undefined ? undefined : meant;
}

/** What is wrong with the clock of a format: 12 hours without a half of the day, or the other way round. */
export function clockProblem(format: string): { message: string; meant: string } | undefined {
  const tokens = format.replaceAll(/'[^']*'/g, '');
  const meant = tokens.includes('a') ? format.replaceAll('H', 'h') : format.replaceAll('h', 'H');
  if (meant === format || patternOf(meant) === undefined) return undefined;
  const message = tokens.includes('a')
    ? '`HH` is the hour from 0 to 23, so `a` (AM or PM) has no meaning beside it.'
    : '`hh` is the hour from 1 to 12, which needs `a` (AM or PM).';
  return { message, meant };
}

/** The format that is meant where months and minutes are swapped: `mm` beside days and years, or `MM` beside hours. */
export function swappedMonths(format: string): string | undefined {
  const day = /^(.*?[dy]+[^A-Za-z']*)(mm?)([^A-Za-z']*[dy]+.*|$)|^(mm?)([^A-Za-z']*d.*)$/;
  const clock = /([Hh]{1,2}[^A-Za-z']*)(MM?)(?!M)/;
  const [isDay, isClock] = [day.test(format), clock.test(format)];
  if (!isDay && !isClock) return undefined;
  const meant = format.replaceAll(/[mM]/g, (letter) => (letter === 'm' ? 'M' : 'm'));
  return patternOf(meant) === undefined || day.test(meant) || clock.test(meant) ? undefined : meant;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The number of a month from its digits or its English or German name; undefined when it has none. */
export function monthOf(text: string): number | undefined {
  return /^\d/.test(text) ? Number(text) : monthNamed(text.toLowerCase().replace('.', ''));
}
