/** Writes moments in systems' formats: the inverse of `dates.ts`. */
import { programLocale } from '../../../languages/program-locale.js';
import type { Json } from '../../../contracts/json.js';
import { dateReader } from '../mapping/dates.js';

/** Writes a moment (epoch ms) in a system's format; undefined when it is beyond the range of dates. */
export type MomentWriter = (moment: number) => Json | undefined;

/** A writer for a format and zone, by default ISO 8601 in UTC; undefined when either is invalid. */
export function momentWriter(format: string | undefined, zone: string | undefined): MomentWriter | undefined {
  // Write nothing that could not be read back.
  if (!dateReader(format, zone)) return undefined;
  if (format === 'milliseconds') return (moment) => moment;
  if (format === 'seconds') return (moment) => Math.floor(moment / 1000);
  const pattern = format ?? "yyyy-MM-dd'T'HH:mm:ssXXX";
  const clock = clockOf(zone ?? 'UTC');
  return (moment) => {
    if (Math.abs(moment) > 8.64e15) return undefined;
    if (format === undefined && zone === undefined) return new Date(moment).toISOString();
    return written(pattern, partsOf(clock, moment));
  };
}

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(programLocale, {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });

function partsOf(clock: Intl.DateTimeFormat, moment: number): Readonly<Record<string, string>> {
  const parts = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, value]));
  const offset = (parts['timeZoneName'] ?? 'GMT').slice(3);
  return {
    yyyy: (parts['year'] ?? '').padStart(4, '0'),
    MM: parts['month'] ?? '',
    dd: parts['day'] ?? '',
    HH: parts['hour'] ?? '',
    mm: parts['minute'] ?? '',
    ss: parts['second'] ?? '',
    SSS: parts['fractionalSecond'] ?? '',
    XXX: offset === '' ? 'Z' : offset,
  };
}

function written(format: string, parts: Readonly<Record<string, string>>): string {
  return format.replaceAll(
    /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']/g,
    (token, quoted: string | undefined) => quoted ?? parts[token] ?? token,
  );
}
