/** Where and for whom a value is written: language and zone, with the formatters made once for each. */
import { minorDigits } from '../commerce/currency.js';

/** A language that exists, a zone, and how dates and numbers are written there. */
export interface Place {
  /** BCP 47 as it was asked for, e.g. `en`: translations and words are looked up by it. */
  language: string;
  moment: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
  number: Intl.NumberFormat;
  list: Intl.ListFormat;
  /** Formatter of a currency's amounts, by ISO 4217 code. */
  money(currency: string): Intl.NumberFormat;
  /** Formatter of a unit of time. */
  unit(unit: 'day' | 'hour' | 'minute'): Intl.NumberFormat;
}

// Formatters cost a millisecond to make; languages come from customers, so only so many are kept.
const places = new Map<string, Place>();
const maxPlaces = 500;

/** The place of a language and a zone; what does not exist is English and UTC, never an error. */
export function placeOf(language: string, zone: string): Place {
  const key = `${language} ${zone}`;
  const known = places.get(key);
  if (known !== undefined) return known;
  if (places.size >= maxPlaces) places.clear();
  const place = makePlace(existing(language), zone);
  places.set(key, place);
  return place;
}

function makePlace(language: string, zone: string): Place {
  // Bare English is for customers all over the world: day before month, 24 hours.
  const locale = language === 'en' ? 'en-GB' : language;
  const formatters = new Map<string, Intl.NumberFormat>();
  const numbers = (key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const formatter = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
    formatters.set(key, formatter);
    return formatter;
  };
  return {
    language,
    moment: new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: zoneOrUtc(zone),
    }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
    number: numbers('number', {}),
    list: new Intl.ListFormat(locale, { type: 'conjunction' }),
    money: (currency) => {
      const digits = minorDigits(currency);
      const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      return numbers(currency, { style: 'currency', currency, ...exact });
    },
    unit: (unit) => numbers(unit, { style: 'unit', unit, unitDisplay: 'long' }),
  };
}

function existing(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function zoneOrUtc(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
