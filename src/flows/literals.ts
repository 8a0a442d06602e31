/** Values as authors write them without `${…}`: durations, money, dates, numbers. */
import { minorDigits } from '../contracts/currency.js';
import type { DurationIr, Type } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';

const calendarUnits: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Longest duration accepted: ten years, in days. */
const MAX_DAYS = 3660;

/** `2 days`, `4 business hours`, `2d`, `4bh`; undefined if it is none. */
export function parseDuration(written: string): DurationIr | undefined {
  const match = /^(\d{1,6})(?:\s(business\s)?(second|minute|hour|day)s?|(b?)([smhd]))$/.exec(written.trim());
  if (match === null) return undefined;
  const [, count = '', businessWord, word, b, letter] = match;
  const unit = word ?? letter ?? '';
  const ms = Number(count) * (calendarUnits[unit] ?? 0);
  if (ms === 0 || ms > MAX_DAYS * 86_400_000) return undefined;
  if (businessWord === undefined && b !== 'b') return { ms };
  if (unit === 'day' || unit === 'd') return { businessDays: Number(count) };
  return unit === 'hour' || unit === 'h' ? { businessMs: ms } : undefined;
}

/** A currency's number of decimal places; undefined if ISO 4217 has no such currency. */
function digitsOf(currency: string): number | undefined {
  return Intl.supportedValuesOf('currency').includes(currency) ? minorDigits(currency) : undefined;
}

/** `50 EUR`, `12.50 USD`: minor units and currency; undefined if it is not money. */
export function parseMoney(written: string): { minor: number; currency: string } | undefined {
  const match = /^(-?\d{1,12})(?:\.(\d{1,4}))?\s([A-Z]{3})$/.exec(written.trim());
  const digits = match === null ? undefined : digitsOf(match[3] ?? '');
  if (match === null || digits === undefined) return undefined;
  const [, whole = '', fraction = '', currency = ''] = match;
  if (fraction.length > digits) return undefined;
  const minor = Number(`${whole}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : undefined;
}

/** `2026-03-31`, if that day exists. */
export function parseDate(written: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return undefined;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : undefined;
}

/** A day as people write one, `31.12.2026`, `2026/12/31` or `2026-12-31`, as it is written here; undefined if it is none. */
export function dayIn(written: string): string | undefined {
  const [, d = '', m = '', y = ''] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(written.trim()) ?? [];
  const [, year = y, month = m, day = d] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(written.trim()) ?? [];
  return parseDate([year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'));
}

/** A safe integer in decimal digits. */
export function parseInteger(written: string): number | undefined {
  const value = /^-?\d{1,16}$/.test(written) ? Number(written) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The value of a literal by its declared type, or undefined; enum values are compared by the caller. */
export function parseLiteral(written: string, type: Type): Json | undefined {
  switch (type.t) {
    case 'text':
      return written;
    case 'enum':
      return type.values.includes(written) ? written : undefined;
    case 'number':
      return parseInteger(written);
    case 'bool':
      return written === 'true' ? true : written === 'false' ? false : undefined;
    case 'money':
      return parseMoney(written);
    case 'date':
      return parseDate(written);
    case 'duration': {
      const duration = parseDuration(written);
      return duration !== undefined && 'ms' in duration ? duration.ms : undefined;
    }
    default:
      return undefined;
  }
}

const symbols: Readonly<Record<string, string>> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };

/** Units of other spellings and languages, each with the literal's own word and how many of it one is. */
const units: readonly (readonly [RegExp, word: string, times: number])[] = [
  [/^(secs?|sek\.?|sekunden?)$/i, 'second', 1],
  [/^(mins?\.?|minuten?)$/i, 'minute', 1],
  [/^(hrs?|std\.?|stunden?|hours?)$/i, 'hour', 1],
  [/^(days?|tage?n?)$/i, 'day', 1],
  [/^((business|working|work) ?-?days?|werktage?n?|arbeitstage?n?)$/i, 'business day', 1],
  [/^(w|weeks?|wochen?)$/i, 'day', 7],
];

/** `30 Tage`, `2weeks`, `3 working days`, as they are written here. */
function durationMeant(written: string): string | undefined {
  const [, count = '', name = ''] = /^(\d{1,5})\s*(\D+)$/.exec(written) ?? [];
  const [, word, times = 1] = units.find(([pattern]) => pattern.test(name)) ?? [];
  if (word === undefined) return undefined;
  const all = Number(count) * times;
  return `${all} ${word}${all === 1 ? '' : 's'}`;
}

/** `2,95 €`, `EUR 1.000,50`, `50eur`, as they are written here. */
function moneyMeant(written: string): string | undefined {
  const [, before = '', sum = '', after = ''] =
    /^([A-Za-z]{3}|[€$£¥])?\s*(-?\d[\d.,' ]*?)\s*([A-Za-z]{3}|[€$£¥])?$/.exec(written) ?? [];
  const name = before === '' ? after : before;
  const [, whole = sum, fraction] = /^(.*)[.,](\d{1,2})$/.exec(sum) ?? [];
  const amount = `${whole.replaceAll(/[.,' ]/g, '')}${fraction === undefined ? '' : `.${fraction}`}`;
  const meant = `${amount} ${symbols[name] ?? name.toUpperCase()}`;
  return parseMoney(meant) === undefined ? undefined : meant;
}

/** The literal that people mean by another spelling, if only one can be meant. */
function literalMeant({ t }: Type, written: string): string | undefined {
  if (t === 'money') return moneyMeant(written);
  if (t === 'duration') return durationMeant(written);
  if (t === 'number') return /^(\d{1,9})\s*[^\d.,]+$/.exec(written)?.[1];
  if (t !== 'bool') return undefined;
  if (/^(yes|y|ja|on|true|1)$/i.test(written)) return 'true';
  return /^(no|n|nein|off|false|0)$/i.test(written) ? 'false' : undefined;
}

/** How a literal of the type is written, for hints; `written` is what stands there. */
export function literalExample(type: Type, written = ''): string {
  const meant = literalMeant(type, written.trim());
  if (meant !== undefined) return `Write \`${meant}\`.`;
  const count = /^\d{1,5}$/.exec(written.trim())?.[0];
  if (type.t === 'duration' && count !== undefined)
    return `A duration needs a unit: write \`${count} days\` or \`${count} hours\`.`;
  if (type.t === 'money' && count !== undefined)
    return `An amount needs an ISO 4217 currency: write \`${count} EUR\`.`;
  switch (type.t) {
    case 'number':
      return 'Write a whole number such as `20`.';
    case 'bool':
      return 'Write `true` or `false`.';
    case 'money':
      return 'Write an amount with its ISO 4217 currency, such as `50 EUR`.';
    case 'date':
      return `Write a date such as \`${dayIn(written) ?? '2026-03-31'}\`.`;
    case 'duration':
      return 'Write a calendar duration such as `2 days` or `4 hours`.';
    default:
      return 'Set the value with an expression: `${…}`.';
  }
}
