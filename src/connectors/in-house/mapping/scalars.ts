/** Compiles single-valued fields: `$.path`, or a map that says how the system's value is to be read. */
import type { Json, JsonObject } from '../../../json.js';
import type { Path } from '../../../yaml/document.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { type DateReader, dateReader } from './dates.js';
import { isObject, plainText } from '../json-value.js';
import type { Report } from '../report.js';
import type { Shape } from './shape.js';
import { boolOf, integerOf, moneyOf, momentOf, textOf, WrongShape } from './values.js';

/** Reads a business value from a node; undefined when the answer has none. Throws WrongShape. */
export type Reader = (node: Json) => Json | undefined;

/** What compiling fields needs. */
export interface FieldScope {
  report: Report;
  /** Called for a status that is missing from `values`. */
  unknownValue: (field: string) => void;
}

/** A field that is being compiled: where it stands in the file, and its business name. */
export interface FieldPlace {
  path: Path;
  name: string;
}

/** Keys of a field's map, by its type. */
const KEYS: Readonly<Partial<Record<Shape['kind'], readonly string[]>>> = {
  text: ['path', 'value', 'values'],
  enum: ['path', 'value', 'values'],
  moment: ['path', 'format', 'zone'],
  money: ['minor', 'decimal', 'currency'],
};

/** A reader for a field that is no list and no record; undefined with an issue. */
export function scalarReader(
  rules: Json,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  if (shape.kind === 'money') return moneyReader(rules, place, scope);
  if (!isObject(rules))
    return converted(pathReader(rules, place.path, place.name, scope), {}, shape, place, scope);
  scope.report.unknownKeys(rules, KEYS[shape.kind] ?? ['path'], place.path);
  return converted(sourceReader(rules, place, scope), rules, shape, place, scope);
}

/** A path, or a constant `value`. */
function sourceReader(rules: JsonObject, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const { value } = rules;
  if (value !== undefined) return () => value;
  if (rules['path'] === undefined)
    scope.report.add(place.path, 'connection_invalid', '`path` is missing.', { at: 'key' });
  else return pathReader(rules['path'], [...place.path, 'path'], place.name, scope);
  return undefined;
}

/** The one value that a path leads to; null counts as absent, several as a wrong shape. */
function pathReader(
  rules: Json | undefined,
  path: Path,
  name: string,
  { report }: FieldScope,
): Reader | undefined {
  const compiled = report.jsonPath(rules, path);
  if (!compiled) return undefined;
  return (node) => {
    const found = compiled.select(node);
    if (found.length > 1) throw new WrongShape(name, 'the path leads to several values');
    return found[0] ?? undefined;
  };
}

type Convert = (value: Json) => Json;

function converted(
  source: Reader | undefined,
  rules: JsonObject,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  const convert = converterOf(rules, shape, place, scope);
  if (!source || !convert) return undefined;
  return (node) => {
    const value = source(node);
    // An empty text says as little as a missing one.
    return value === undefined || value === '' ? undefined : convert(value);
  };
}

function converterOf(
  rules: JsonObject,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Convert | undefined {
  switch (shape.kind) {
    case 'number':
      return (value) => integerOf(value, place.name);
    case 'bool':
      return (value) => boolOf(value, place.name);
    case 'moment': {
      const read = formatOf(rules, place, scope);
      return read && ((value) => momentOf(value, read, place.name));
    }
    case 'enum':
      return enumConverter(rules, shape.values, place, scope);
    case 'text':
      return textConverter(rules, place);
    default:
      scope.report.add(place.path, 'connection_invalid', `\`${place.name}\` cannot be mapped.`);
      return undefined;
  }
}

function textConverter(rules: JsonObject, place: FieldPlace): Convert {
  const words = isObject(rules['values']) ? rules['values'] : {};
  return (value) => {
    const word = textOf(value, place.name);
    return Object.hasOwn(words, word) ? (words[word] ?? word) : word;
  };
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
  const at = [...place.path, rules['values'] === undefined ? 'value' : 'values'];
  const written = rules['value'] === undefined ? Object.entries(words) : [['', rules['value']] as const];
  for (const [word, value] of written) {
    if (typeof value === 'string' && values.includes(value)) continue;
    const hint = didYouMean(plainText(value), values);
    const message = `\`${plainText(value)}\` is no value of \`${place.name}\`.`;
    scope.report.add(word === '' ? at : [...at, word], 'connection_value_unknown', message, { hint });
  }
  return (value) => {
    const word = textOf(value, place.name);
    const known = Object.hasOwn(words, word) ? words[word] : undefined;
    if (known !== undefined) return known;
    if (!values.includes('other')) throw new WrongShape(place.name, 'a word that `values` does not have');
    scope.unknownValue(place.name);
    return 'other';
  };
}

function formatOf(rules: JsonObject, place: FieldPlace, { report }: FieldScope): DateReader | undefined {
  const format = typeof rules['format'] === 'string' ? rules['format'] : undefined;
  const zone = typeof rules['zone'] === 'string' ? rules['zone'] : undefined;
  const reader = dateReader(format, zone);
  if (reader) return reader;
  const [key, message] =
    zone !== undefined && !dateReader(undefined, zone)
      ? ['zone', `There is no zone \`${zone}\`.`]
      : ['format', `\`${format ?? ''}\` is no date format, or says no zone.`];
  report.add([...place.path, key], 'connection_format_invalid', message);
  return undefined;
}

/** `{ minor: $.cents, currency: EUR }` or `{ decimal: $.total, currency: $.currency }`. */
function moneyReader(rules: Json, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const { report } = scope;
  const amount = isObject(rules) && ('minor' in rules ? 'minor' : 'decimal' in rules ? 'decimal' : undefined);
  if (!isObject(rules) || !amount || typeof rules['currency'] !== 'string') {
    report.add(
      place.path,
      'connection_invalid',
      'Money is written as `minor` (or `decimal`) and `currency`.',
    );
    return undefined;
  }
  report.unknownKeys(rules, KEYS.money ?? [], place.path);
  const written = rules['currency'];
  const read = pathReader(rules[amount], [...place.path, amount], place.name, scope);
  const currency: Reader | undefined = /^[A-Z]{3}$/.test(written)
    ? () => written
    : pathReader(written, [...place.path, 'currency'], place.name, scope);
  if (!read || !currency) return undefined;
  return (node) => {
    const value = read(node);
    if (value === undefined) return undefined;
    return moneyOf({ [amount]: value, currency: currency(node) ?? null }, place.name);
  };
}
