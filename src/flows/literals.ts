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
export function parseDuration(raw: string): DurationIr | undefined {
  const match = /^(\d{1,6})(?:\s(business\s)?(second|minute|hour|day)s?|(b?)([smhd]))$/.exec(raw.trim());
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
export function parseMoney(raw: string): { minor: number; currency: string } | undefined {
  const match = /^(-?\d{1,12})(?:\.(\d{1,4}))?\s([A-Z]{3})$/.exec(raw.trim());
  const digits = match === null ? undefined : digitsOf(match[3] ?? '');
  if (match === null || digits === undefined) return undefined;
  const [, whole = '', fraction = '', currency = ''] = match;
  if (fraction.length > digits) return undefined;
  const minor = Number(`${whole}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : undefined;
}

/** `2026-03-31`, if that day exists. */
export function parseDate(raw: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(raw)) return undefined;
  const date = new Date(`${raw}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(raw) ? raw : undefined;
}

/** A day as people write one, `31.12.2026`, `2026/12/31` or `2026-12-31`, as it is written here; undefined if it is none. */
export function dayIn(raw: string): string | undefined {
  const [, d = '', m = '', y = ''] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(raw.trim()) ?? [];
  const [, year = y, month = m, day = d] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(raw.trim()) ?? [];
  return parseDate([year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'));
}

/** A safe integer in decimal digits. */
export function parseInteger(raw: string): number | undefined {
  const value = /^-?\d{1,16}$/.test(raw) ? Number(raw) : Number.NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The value of a literal by its declared type, or undefined; enum values are compared by the caller. */
export function parseLiteral(raw: string, type: Type): Json | undefined {
  switch (type.t) {
    case 'text':
      return raw;
    case 'enum':
      return type.values.includes(raw) ? raw : undefined;
    case 'number':
      return parseInteger(raw);
    case 'bool':
      return raw === 'true' ? true : raw === 'false' ? false : undefined;
    case 'money':
      return parseMoney(raw);
    case 'date':
      return parseDate(raw);
    case 'duration': {
      const duration = parseDuration(raw);
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
function durationMeant(raw: string): string | undefined {
  const [, count = '', name = ''] = /^(\d{1,5})\s*(\D+)$/.exec(raw) ?? [];
  const [, word, times = 1] = units.find(([pattern]) => pattern.test(name)) ?? [];
  if (word === undefined) return undefined;
  const all = Number(count) * times;
  return `${all} ${word}${all === 1 ? '' : 's'}`;
}

/** `2,95 €`, `EUR 1.000,50`, `50eur`, as they are written here. */
function moneyMeant(raw: string): string | undefined {
  const [, before = '', sum = '', after = ''] =
    /^([A-Za-z]{3}|[€$£¥])?\s*(-?\d[\d.,' ]*?)\s*([A-Za-z]{3}|[€$£¥])?$/.exec(raw) ?? [];
  const name = before === '' ? after : before;
  const [, whole = sum, fraction] = /^(.*)[.,](\d{1,2})$/.exec(sum) ?? [];
  const amount = `${whole.replaceAll(/[.,' ]/g, '')}${fraction === undefined ? '' : `.${fraction}`}`;
  const meant = `${amount} ${symbols[name] ?? name.toUpperCase()}`;
  return parseMoney(meant) === undefined ? undefined : meant;
}

/** The literal that people mean by another spelling, if only one can be meant. */
function literalMeant({ t }: Type, raw: string): string | undefined {
  if (t === 'money') return moneyMeant(raw);
  if (t === 'duration') return durationMeant(raw);
  if (t === 'number') return /^(\d{1,9})\s*[^\d.,]+$/.exec(raw)?.[1];
  if (t !== 'bool') return undefined;
  if (/^(yes|y|ja|on|true|1)$/i.test(raw)) return 'true';
  return /^(no|n|nein|off|false|0)$/i.test(raw) ? 'false' : undefined;
}

/** How a literal of the type is written, for hints; `written` is what stands there. */
export function literalExample(type: Type, raw = ''): string {
  const meant = literalMeant(type, raw.trim());
  if (meant !== undefined) return `Write \`${meant}\`.`;
  const count = /^\d{1,5}$/.exec(raw.trim())?.[0];
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
      return `Write a date such as \`${dayIn(raw) ?? '2026-03-31'}\`.`;
    case 'duration':
      return 'Write a calendar duration such as `2 days` or `4 hours`.';
    default:
      return 'Set the value with an expression: `${…}`.';
  }
}
