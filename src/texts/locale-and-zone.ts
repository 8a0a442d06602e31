/** Language and time zone for writing values, with formatters created once per pair. */
import { programLocale } from './languages/program-locale.js';
import { minorDigits } from '../contracts/currency.js';
import { firstLanguage, languageOf } from './languages/index.js';
import type { EnumWords, Languages } from './languages/language.js';

/** A language that exists, a zone, and how dates and numbers are written there. */
export interface Place {
  /** BCP 47 as requested, e.g. `en`: the key for looking up translations. */
  language: string;
  words: EnumWords;
  moment: Intl.DateTimeFormat;
  date: Intl.DateTimeFormat;
  number: Intl.NumberFormat;
  list: Intl.ListFormat;
  /** Formatter of a currency's amounts, by ISO 4217 code. */
  money(currency: string): Intl.NumberFormat;
  /** Formatter of a unit of time. */
  unit(unit: 'day' | 'hour' | 'minute'): Intl.NumberFormat;
}

// Formatters take a millisecond to create; languages come from customers, so the cache is bounded.
const known = new WeakMap<Languages, Map<string, Place>>();
const maxPlaces = 500;

/** The place of a language and a zone; unknown ones fall back to English and UTC, never to an error. */
export function placeOf(language: string, zone: string, languages: Languages): Place {
  const places = known.get(languages) ?? new Map<string, Place>();
  known.set(languages, places);
  const key = `${language} ${zone}`;
  const made = places.get(key);
  if (made !== undefined) return made;
  if (places.size >= maxPlaces) places.clear();
  const place = makePlace(existing(language), zone, languages);
  places.set(key, place);
  return place;
}

function makePlace(language: string, zone: string, languages: Languages): Place {
  const locale = languages.get(language)?.locale ?? language;
  const formatters = new Map<string, Intl.NumberFormat>();
  const numbers = (key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
    const formatter = formatters.get(key) ?? new Intl.NumberFormat(locale, options);
    formatters.set(key, formatter);
    return formatter;
  };
  return {
    language,
    words: languageOf(languages, language).words,
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
    return Intl.getCanonicalLocales(language)[0] ?? firstLanguage;
  } catch {
    return firstLanguage;
  }
}

function zoneOrUtc(zone: string): string {
  try {
    return new Intl.DateTimeFormat(programLocale, { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
