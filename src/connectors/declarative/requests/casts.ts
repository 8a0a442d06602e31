/** `as:`: the type in which a value is written. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { decimalOf } from '../mapping/amounts.js';
import { type Decimals, digitsAt, isMoney, toSystem } from '../mapping/decimals.js';
import { daysLater } from '../mapping/wall-clock.js';
import { dateReader } from '../mapping/dates.js';
import { decimalWriter, numberFormats } from '../mapping/numbers.js';
import { isObject, plainText } from '../json-value.js';
import type { Report } from '../report-issues.js';
import { isSingle, type Shape } from '../mapping/field-shape.js';
import { UnusableValue } from '../unusable-value.js';
import { programLocale } from '../../../texts/languages/program-locale.js';

// Writes moments in systems' formats: the inverse of `dates.ts`.

/** Writes a moment (epoch ms) in a system's format; undefined when it is beyond the range of dates. */
type MomentWriter = (moment: number) => Json | undefined;

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
    return raw(pattern, partsOf(clock, moment));
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

function raw(format: string, parts: Readonly<Record<string, string>>): string {
  return format.replaceAll(
    /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']/g,
    (token, quoted: string | undefined) => quoted ?? parts[token] ?? token,
  );
}

const CASTS = [
  ...(['text', 'number', 'bool', 'decimal', 'minor', 'date'] as const),
  ...(['compact', 'upper', 'lower', 'quoted'] as const),
] as const;

/** Writes a value in its type; throws UnusableValue. */
export type Cast = (value: Json) => Json;

/** Input types that some casts need. */
const NEEDS: Readonly<Record<string, readonly [Shape['kind'], ...Shape['kind'][]]>> = {
  decimal: ['money'],
  minor: ['money'],
  date: ['moment', 'date'],
};

/** Compiles `as` of a map; `shape` is undefined for a constant, `decimals` are the connection's. */
export function compileCast(
  rules: JsonObject,
  shape: Shape | undefined,
  path: Path,
  { report, decimals = {} }: { report: Report; decimals?: Decimals | undefined },
): Cast {
  const as = CASTS.find((cast) => cast === rules['as']);
  if (rules['as'] !== undefined && !as) {
    report.add([...path, 'as'], 'connection_invalid', `\`as\` must be one of ${CASTS.join(', ')}.`);
  }
  for (const [key, owners] of Object.entries(BELONGS)) {
    if (rules[key] === undefined || (as !== undefined && owners.includes(as))) continue;
    const message = `\`${key}\` can only be used with \`as: ${owners.join('` or `as: ')}\`.`;
    report.add([...path, key], 'connection_invalid', message, { at: 'key' });
  }
  if (as === undefined) return (value) => value;
  const needed = NEEDS[as];
  const isAmount = as === 'number' && shape?.kind === 'money';
  if (isAmount) return (value) => Number(decimalIn(value, decimals));
  const fits = shape !== undefined && needed?.includes(shape.kind) === true;
  if (needed === undefined ? shape !== undefined && !isSingle(shape) : !fits) {
    const message = `Only ${needed === undefined ? 'a single value' : `an input of the type ${needed.join(' or ')}`} can be written as \`${as}\`.`;
    report.add([...path, 'as'], 'connection_invalid', message);
  }
  if (as === 'decimal') return decimalCast(rules, decimals, path, report);
  if (as === 'minor') return (value) => toSystem(moneyOf(value), decimals);
  return as === 'date' ? dateCast(rules, path, report) : (value) => cast(value, as);
}

/** Keys beside `as`, and the casts that they belong to. */
const BELONGS: Readonly<Record<string, readonly string[]>> = {
  format: ['date', 'decimal'],
  zone: ['date'],
  plus: ['date'],
};

/** An amount with its decimals: `12.30` for 1230 cents. As a number, JSON writes up to 15 digits as they were. */
function decimalIn(value: Json, decimals: Decimals): string {
  const money = moneyOf(value);
  return decimalOf(toSystem(money, decimals), money.currency, digitsAt(money.currency, decimals));
}

function moneyOf(value: Json): { minor: number; currency: string } {
  if (isMoney(value)) return value;
  throw new UnusableValue('not an amount');
}

function decimalCast({ format }: JsonObject, decimals: Decimals, path: Path, report: Report): Cast {
  const write = decimalWriter(typeof format === 'string' ? format : undefined);
  if (!write) {
    const message = `Write \`format\` as an example number: ${numberFormats.join(' | ')}.`;
    report.add([...path, 'format'], 'connection_format_invalid', message);
    return (value) => value;
  }
  return (value) => write(decimalIn(value, decimals));
}

function dateCast(rules: JsonObject, path: Path, report: Report): Cast {
  const [format, zone] = [rules['format'], rules['zone']].map((rule) =>
    typeof rule === 'string' ? rule : undefined,
  );
  const write = momentWriter(format, zone);
  if (!write) {
    const isZone = zone === undefined || momentWriter(undefined, zone) !== undefined;
    const wanting = momentWriter(format, 'UTC') !== undefined;
    const message = !isZone
      ? `The time zone \`${zone}\` does not exist.`
      : wanting
        ? `A moment in the format \`${format ?? ''}\` needs a \`zone\`.`
        : `\`${format ?? ''}\` is not a date format.`;
    const hint = isZone && wanting ? { hint: 'Add `zone: Europe/Berlin`.' } : {};
    report.add([...path, isZone ? 'format' : 'zone'], 'connection_format_invalid', message, hint);
    return (value) => value;
  }
  const startOfDay = dateReader('yyyy-MM-dd', zone ?? 'UTC');
  const later = laterBy(rules['plus'], zone ?? 'UTC', path, report);
  return (value) => {
    const moment = typeof value === 'number' ? value : startOfDay?.(value);
    const raw = moment === undefined ? undefined : write(later(moment));
    if (raw === undefined) throw new UnusableValue('not a moment');
    return raw;
  };
}

/** `plus`: so many days later. */
function laterBy(
  plus: Json | undefined,
  zone: string,
  path: Path,
  report: Report,
): (moment: number) => number {
  if (plus === undefined) return (moment) => moment;
  const [, count, business] = /^([1-9]\d?) (business )?days?$/.exec(plainText(plus)) ?? [];
  if (count === undefined)
    report.add([...path, 'plus'], 'connection_invalid', 'Write `plus: 1 business day` or `plus: 2 days`.');
  return (moment) => daysLater(moment, zone, Number(count), business !== undefined);
}

function cast(value: Json, as: (typeof CASTS)[number]): Json {
  if (as === 'text' && !isObject(value)) return plainText(value);
  // Shortens a key of 36 characters for systems that accept 32, in capitals only.
  if (as === 'compact' && typeof value === 'string') return value.replaceAll('-', '').toUpperCase();
  if (as === 'upper' && !isObject(value)) return plainText(value).toUpperCase();
  if (as === 'lower' && !isObject(value)) return plainText(value).toLowerCase();
  // The literal of OData and SQL: what stands in it can never end it.
  if (as === 'quoted' && !isObject(value)) return `'${plainText(value).replaceAll("'", "''")}'`;
  if (as === 'bool' && /^(true|false)$/.test(plainText(value))) return plainText(value) === 'true';
  if (as === 'number' && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(plainText(value))) {
    const number = Number(value);
    // An id of twenty digits would lose some digits.
    if (Number.isSafeInteger(Math.trunc(number))) return number;
  }
  throw new UnusableValue(`not a ${as}`);
}
