/** From a system's value to a business value, by the field's type: the only place where types are converted. */
import type { Json, JsonObject } from '../../../json.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { isObject, plainText } from '../json-value.js';
import { dateReader, dayReader } from './dates.js';
import { decimalReader, numberFormats } from './numbers.js';
import { type FieldPlace, type FieldScope, listOf } from './readers.js';
import type { Shape } from './shape.js';
import { boolOf, integerOf, textOf, WrongShape } from './values.js';

/** Converts a value that is there; throws WrongShape. */
export type Convert = (value: Json) => Json;

/** Keys of a field's map by which its type is converted. */
export const CONVERSION_KEYS: Readonly<Partial<Record<Shape['kind'], readonly string[]>>> = {
  text: ['values'],
  enum: ['values'],
  bool: ['values'],
  number: ['format'],
  moment: ['format', 'zone'],
  date: ['format'],
};

/** The conversion of a field that is no list, no record and no money; undefined with an issue. */
export function conversionOf(
  rules: JsonObject,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Convert | undefined {
  switch (shape.kind) {
    case 'number':
      return numberConverter(rules, place, scope);
    case 'bool':
      return boolConverter(rules, place, scope);
    case 'moment':
      return momentConverter(rules, place, scope);
    case 'date':
      return dayConverter(rules, place, scope);
    case 'enum':
      return enumConverter(rules, shape.values, place, scope);
    case 'text':
      return textConverter(rules, place);
    default:
      scope.report.add(place.path, 'connection_invalid', `\`${place.name}\` cannot be mapped.`);
      return undefined;
  }
}

/** What a table says of a word: its own line, or that of `*`. */
export function inTable(table: JsonObject, word: string): Json | undefined {
  if (Object.hasOwn(table, word)) return table[word];
  return Object.hasOwn(table, '*') ? table['*'] : undefined;
}

function textConverter(rules: JsonObject, place: FieldPlace): Convert {
  const words = isObject(rules['values']) ? rules['values'] : {};
  return (value) => {
    const word = textOf(value, place.name);
    return inTable(words, word) ?? word;
  };
}

function numberConverter(rules: JsonObject, place: FieldPlace, scope: FieldScope): Convert | undefined {
  const read = numberFormat(rules, place, scope);
  return read && ((value) => integerOf(read(value, place.name), place.name));
}

/** The reader for `format` of a number or amount; undefined with an issue. */
export function numberFormat(
  { format }: JsonObject,
  { path }: FieldPlace,
  { report }: FieldScope,
): ReturnType<typeof decimalReader> {
  const reader = format === undefined || typeof format === 'string' ? decimalReader(format) : undefined;
  if (!reader) {
    const hint = `Write one of ${numberFormats.map((known) => `\`${known}\``).join(', ')}.`;
    const message = `\`${plainText(format ?? '')}\` is no format of numbers.`;
    report.add([...path, 'format'], 'connection_format_invalid', message, { hint });
  }
  return reader;
}

function boolConverter(rules: JsonObject, place: FieldPlace, { report }: FieldScope): Convert {
  const { values } = rules;
  if (!isObject(values)) return (value) => boolOf(value, place.name);
  for (const [word, value] of Object.entries(values)) {
    if (value === 'true' || value === 'false') continue;
    const message = `\`${plainText(value)}\` is neither \`true\` nor \`false\`.`;
    report.add([...place.path, 'values', word], 'connection_value_unknown', message);
  }
  return (value) => boolOf(inTable(values, textOf(value, place.name)) ?? null, place.name);
}

/** The business value of the system's word; one that is not listed is `other`, and counted. */
function enumConverter(
  rules: JsonObject,
  values: readonly string[],
  place: FieldPlace,
  scope: FieldScope,
): Convert {
  const words = isObject(rules['values'])
    ? rules['values']
    : Object.fromEntries(values.map((value) => [value, value]));
  checkTable(rules, words, values, place, scope);
  return (value) => {
    const known = inTable(words, textOf(value, place.name));
    if (known !== undefined) return known;
    if (!values.includes('other')) throw new WrongShape(place.name, 'a word that `values` does not have');
    scope.unknownValue(place.name);
    return 'other';
  };
}

function checkTable(
  rules: JsonObject,
  words: JsonObject,
  values: readonly string[],
  place: FieldPlace,
  { report }: FieldScope,
): void {
  const at = [...place.path, rules['values'] === undefined ? 'value' : 'values'];
  const written =
    rules['value'] === undefined ? Object.entries(words) : [[undefined, rules['value']] as const];
  for (const [word, value] of written) {
    if (typeof value === 'string' && values.includes(value)) continue;
    const hint = didYouMean(plainText(value), values);
    const message = `\`${plainText(value)}\` is no value of \`${place.name}\`.`;
    report.add(word === undefined ? at : [...at, word], 'connection_value_unknown', message, { hint });
  }
}

function momentConverter(rules: JsonObject, place: FieldPlace, { report }: FieldScope): Convert | undefined {
  const zone = typeof rules['zone'] === 'string' ? rules['zone'] : undefined;
  if (zone !== undefined && !dateReader(undefined, zone)) {
    report.add([...place.path, 'zone'], 'connection_format_invalid', `There is no zone \`${zone}\`.`);
    return undefined;
  }
  return firstOf(rules, place, report, (format) => dateReader(format, zone));
}

function dayConverter(rules: JsonObject, place: FieldPlace, { report }: FieldScope): Convert | undefined {
  return firstOf(rules, place, report, dayReader);
}

/** By the first of the formats that fits. */
function firstOf(
  { format }: JsonObject,
  { path, name }: FieldPlace,
  report: FieldScope['report'],
  make: (format: string | undefined) => ((value: Json) => Json | undefined) | undefined,
): Convert | undefined {
  const readers = listOf(format).map((one) => {
    const reader = one === undefined || typeof one === 'string' ? make(one) : undefined;
    if (!reader) {
      const message = `\`${plainText(one ?? '')}\` is no date format, or says no zone.`;
      report.add([...path, 'format'], 'connection_format_invalid', message);
    }
    return reader;
  });
  return (value) => {
    for (const read of readers) {
      const found = read?.(value);
      if (found !== undefined) return found;
    }
    throw new WrongShape(name, 'no date of the declared format');
  };
}
