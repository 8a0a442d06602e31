/** Writes one value by its type, for a customer. */
import { minorDigits } from '../contracts/currency.js';
import type { Type } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Place } from './locale-and-zone.js';
import { primaryLanguage } from './languages/index.js';
import type { EnumWords } from './languages/language.js';

/** The value in the customer's language; what does not fit its type is left out rather than shown raw. */
export function writeValue(value: Json, type: Type, place: Place): string {
  switch (type.t) {
    case 'text':
      return typeof value === 'string' ? clean(value) : '';
    case 'number':
      return typeof value === 'number' ? place.number.format(value) : '';
    case 'bool':
      return typeof value === 'boolean' ? wordOf(place.words, 'bool', value ? 'yes' : 'no') : '';
    case 'money':
      return writeMoney(value, place);
    case 'moment':
      return typeof value === 'number' ? place.moment.format(value) : '';
    case 'date':
      return writeDate(value, place);
    case 'duration':
      return typeof value === 'number' ? writeDuration(value, place) : '';
    case 'enum':
      return typeof value === 'string' ? clean(wordOf(place.words, type.name, value)) : '';
    case 'list':
      return isList(value) ? writeList(value, type.of, place) : '';
    case 'record':
      return isRecord(value) ? writeRecord(value, type, place) : '';
    case 'band':
      return '';
  }
}

type RecordType = Extract<Type, { t: 'record' }>;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isRecord = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** Removes control characters and bidirectional marks; a line break becomes a space. */
function clean(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

function writeMoney(value: Json, place: Place): string {
  if (!isRecord(value)) return '';
  const { minor, currency } = value;
  if (typeof minor !== 'number' || typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return '';
  return place.money(currency).format(minor / 10 ** minorDigits(currency));
}

function writeDate(value: Json, place: Place): string {
  const moment = typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) : NaN;
  return Number.isNaN(moment) ? '' : place.date.format(moment);
}

const minute = 60_000;
const units = [
  ['day', 24 * 60 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const;

/** Days, hours and minutes, omitting zero parts. */
function writeDuration(ms: number, place: Place): string {
  let rest = ms;
  const parts = units.flatMap(([unit, length]) => {
    const count = Math.trunc(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [place.unit(unit).format(count)];
  });
  return parts.length === 0 ? place.unit('minute').format(0) : place.list.format(parts);
}

/** Records one per line, everything else as "a, b and c". */
function writeList(items: readonly Json[], of: Type, place: Place): string {
  const texts = items.map((item) => writeValue(item, of, place)).filter((text) => text !== '');
  return of.t === 'record' ? texts.join('\n') : place.list.format(texts);
}

// How records are written: the business records of DESIGN §9, any other by the field that names it.
const writers: Readonly<Record<string, (field: (name: string) => string, place: Place) => string>> = {
  // What a carrier wrote in a language that the customer does not read is left out: when and where remain.
  TrackingEvent: (field, { language }) => {
    const isRead = field('language') === '' || primary(field('language')) === primary(language);
    const what = [field('place'), isRead ? field('description') : ''].filter(Boolean).join(': ');
    return [field('at'), what].filter(Boolean).join(' – ');
  },
  OrderLine: (field) => `${field('quantity')} × ${field('name')}`,
  ChosenLine: (field) =>
    [`${field('quantity')} × ${field('name')}`, field('amount')].filter(Boolean).join(': '),
  // Where it can be given, a link stands for it (`src/activities/link-documents.ts`).
  Document: (field) => field('kind'),
  Shipment: (field) => [field('carrier'), field('trackingNumber')].filter(Boolean).join(' '),
  Address: (field) =>
    [
      field('name'),
      field('street'),
      `${field('postcode')} ${field('city')}`.trim(),
      field('state'),
      field('country'),
    ]
      .filter(Boolean)
      .join(', '),
};

/** The language of a tag without its region, as carriers write it too: `en` of `en-US`, `en_US` and `EN`. */
const primary = (tag: string): string => primaryLanguage(tag.toLowerCase().replace('_', '-'));

function writeRecord(value: JsonObject, type: RecordType, place: Place): string {
  const field = (name: string): string => {
    const declared = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    if (declared === undefined || declared.opaque === true || own === undefined) return '';
    return writeValue(own, declared.type, place);
  };
  const writer =
    type.name !== undefined && Object.hasOwn(writers, type.name) ? writers[type.name] : undefined;
  return writer === undefined ? field('number') || field('name') : writer(field, place);
}

/** The word for a value of an enum, e.g. `partly_shipped` → "teilweise versandt"; what a flow writes itself stays as it is. */
function wordOf(words: EnumWords, name: string | undefined, value: string): string {
  const byName = name === undefined ? undefined : own(words, name);
  return (byName && own(byName, value)) ?? value.replaceAll('_', ' ');
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
