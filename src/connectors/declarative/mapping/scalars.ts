/** Compiles single-valued fields: `$.path`, or a map that says how to read the system's value. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { isObject, plainText } from '../json-value.js';
import { CONVERSION_KEYS, type Convert, conversionOf, numberFormat, roundingOf } from './conversions.js';
import { type FieldPlace, type FieldScope, type Reader, type Select, wayOf } from './readers.js';
import type { Shape } from './field-shape.js';
import { SOURCE_KEYS, sourceReader } from './value-source.js';
import { WrongShape, integerOf, textOf } from './scalar-values.js';
import { didYouMean } from '../../../flows/yaml/suggest.js';
import type { Report } from '../report-issues.js';
import { minorOf } from './amounts.js';
import { dateReader, dayReader } from './dates.js';
import { fromSystem } from './decimals.js';
import { inTable } from './word-tables.js';

// Compiles money: `{ minor: $.cents, currency: EUR }` or `{ decimal: $.total, currency: $.currency }`.

/** A reader for money; amount and currency are paths or maps, like other fields. Undefined with an issue. */
function moneyReader(rules: Json, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const { report } = scope;
  const amount = isObject(rules) && ('minor' in rules ? 'minor' : 'decimal' in rules ? 'decimal' : undefined);
  if (!isObject(rules) || !amount || rules['currency'] === undefined) {
    const message = 'Money needs `minor` (or `decimal`) and `currency`.';
    report.add(place.path, 'connection_invalid', message);
    return undefined;
  }
  report.unknownKeys(
    rules,
    ['minor', 'decimal', 'less', 'round', 'currency', 'format', 'default', 'required'],
    place.path,
  );
  const read = amountsReader(rules[amount], { ...place, path: [...place.path, amount] }, scope);
  const currency = currencyReader(rules['currency'], { ...place, path: [...place.path, 'currency'] }, scope);
  const decimal = numberFormat(rules, place, scope);
  const less = lessSelect(rules['less'], { ...place, path: [...place.path, 'less'] }, scope);
  const rounding = roundingOf(rules, place, scope);
  if (amount === 'minor' && rounding !== undefined) {
    const message = '`round` can only be used with `decimal`: minor units are integers.';
    report.add([...place.path, 'round'], 'connection_invalid', message);
  }
  if (!read || !currency || !decimal || !less) return undefined;
  const minorIn = (value: Json, code: string): number => {
    const plain = decimal(value, place.name);
    const minor =
      amount === 'minor'
        ? fromSystem(integerOf(plain, place.name), code, scope.decimals ?? {})
        : plain === undefined
          ? undefined
          : minorOf(plain, code, rounding);
    if (minor !== undefined) return minor;
    const isPrecise = plain !== undefined && minorOf(plain, code, 'down') !== undefined;
    throw new WrongShape(
      place.name,
      isPrecise ? `more decimals than ${code} has (\`round\`)` : 'not an amount in this currency',
    );
  };
  return (node, around) => {
    const given = read(node, around);
    if (given.length === 0) return undefined;
    const code = currency(node, around);
    const sum = (amounts: readonly Json[]): number =>
      amounts.reduce((all: number, one) => all + minorIn(one, code), 0);
    return { minor: sum(given) - sum(less(node, around)), currency: code };
  };
}

/** Reads one amount, or with `{ sum: path }` all that the path leads to; none when there is none. */
function amountsReader(rules: Json | undefined, place: FieldPlace, scope: FieldScope): Select | undefined {
  if (isObject(rules) && 'sum' in rules) {
    scope.report.unknownKeys(rules, ['sum'], place.path);
    return wayOf(rules['sum'], [...place.path, 'sum'], scope.report)?.select;
  }
  const read = part(rules, place, scope);
  return (
    read &&
    ((node, around) => {
      const value = read(node, around);
      return value === undefined ? [] : [value];
    })
  );
}

/** Compiles `less`: a path to any number of amounts to subtract; one that finds nothing subtracts nothing. */
function lessSelect(raw: Json | undefined, place: FieldPlace, { report }: FieldScope): Select | undefined {
  return raw === undefined ? () => [] : wayOf(raw, place.path, report)?.select;
}

function part(
  rules: Json | undefined,
  place: FieldPlace,
  scope: FieldScope,
  more: readonly string[] = [],
): Reader | undefined {
  if (isObject(rules)) scope.report.unknownKeys(rules, [...SOURCE_KEYS, ...more], place.path);
  return sourceReader(rules, place, scope);
}

/** Reads a code such as `EUR`, a path to one, or a map whose `values` translate a system's word to a code. */
function currencyReader(
  rules: Json,
  place: FieldPlace,
  scope: FieldScope,
): ((...given: Parameters<Reader>) => string) | undefined {
  if (typeof rules === 'string' && /^[A-Z]{3}$/.test(rules)) return () => rules;
  const read = part(rules, place, scope, ['values']);
  const words = isObject(rules) && isObject(rules['values']) ? rules['values'] : {};
  if (!read) return undefined;
  return (node, around) => {
    const value = read(node, around);
    const word = value === undefined ? '' : textOf(value, place.name).trim();
    const code = textOf(inTable(words, word) ?? word, place.name).toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) throw new WrongShape(place.name, 'not an ISO 4217 currency');
    return code;
  };
}

// `default:` of a field: the business value used where the response has none.

/** The default of a field by its type; undefined when there is none, or with an issue. */
function defaultOf(rules: JsonObject, shape: Shape, place: FieldPlace, report: Report): Json | undefined {
  const raw = rules['default'];
  if (raw === undefined) return undefined;
  const value = typeof raw === 'string' ? valueOf(raw, shape) : undefined;
  if (value !== undefined) return value;
  const hint =
    shape.kind === 'enum' ? didYouMean(plainText(raw), shape.values) : 'Write it as a business value.';
  const message = `\`${plainText(raw)}\` is not a value of \`${place.name}\`.`;
  report.add([...place.path, 'default'], 'connection_value_unknown', message, { hint });
  return undefined;
}

function valueOf(text: string, shape: Shape): Json | undefined {
  switch (shape.kind) {
    case 'text':
      return text;
    case 'enum':
      return shape.values.includes(text) ? text : undefined;
    case 'number':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
    case 'bool':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'moment':
      return dateReader(undefined, undefined)?.(text);
    case 'date':
      return dayReader(undefined)?.(text);
    case 'money':
      return moneyOf(text);
    default:
      return undefined;
  }
}

/** Parses money such as `0.00 EUR`. */
function moneyOf(text: string): Json | undefined {
  const [, decimal = '', currency = ''] = /^(\S+) ([A-Z]{3})$/.exec(text) ?? [];
  const minor = currency === '' ? undefined : minorOf(decimal, currency);
  return minor === undefined ? undefined : { minor, currency };
}

/** Keys that say what an absent value means. */
const ABSENT_KEYS = ['default', 'required'] as const;

/** A reader for a field other than a list or record; undefined with an issue. */
export function scalarReader(
  rules: Json,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  if (shape.kind === 'money') return absence(rules, moneyReader(rules, place, scope), shape, place, scope);
  const map: JsonObject = isObject(rules) ? rules : {};
  const known = [...SOURCE_KEYS, ...(CONVERSION_KEYS[shape.kind] ?? []), ...ABSENT_KEYS];
  scope.report.unknownKeys(map, known, place.path);
  const source = sourceReader(rules, place, scope);
  const convert = conversionOf(map, shape, place, scope);
  const read = source && convert && otherwise(converted(source, convert), map, shape, place, scope);
  return absence(rules, read, shape, place, scope);
}

const converted =
  (source: Reader, convert: Convert): Reader =>
  (node, around) => {
    const value = source(node, around);
    return value === undefined ? undefined : (convert(value) ?? undefined);
  };

/** Reads another source where the first has no word, or none that `values` has. */
function otherwise(
  read: Reader,
  rules: JsonObject,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  const other = rules['otherwise'];
  if (other === undefined) return read;
  const path = [...place.path, 'otherwise'];
  if (isObject(rules['values']) && Object.hasOwn(rules['values'], '*')) {
    const message = 'With `*`, `otherwise` never applies: use only one of them.';
    scope.report.add(path, 'connection_invalid', message, { at: 'key' });
  }
  const next = scalarReader(other, shape, { ...place, path }, scope);
  return next && ((node, around) => read(node, around) ?? next(node, around));
}

/** Replaces an absent value with a default, or throws WrongShape with the field's name. */
function absence(
  rules: Json,
  read: Reader | undefined,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  if (!isObject(rules)) return read;
  const { required } = rules;
  if (required !== undefined && required !== 'true' && required !== 'false') {
    scope.report.add(
      [...place.path, 'required'],
      'connection_invalid',
      '`required` must be `true` or `false`.',
    );
  }
  const raw = defaultOf(rules, shape, place, scope.report);
  if (!read) return undefined;
  if (raw !== undefined) return (node, around) => read(node, around) ?? raw;
  if (required !== 'true') return read;
  return (node, around) => {
    const value = read(node, around);
    if (value === undefined) throw new WrongShape(place.name, 'missing');
    return value;
  };
}
