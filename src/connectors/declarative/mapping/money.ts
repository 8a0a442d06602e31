/** Compiles money: `{ minor: $.cents, currency: EUR }` or `{ decimal: $.total, currency: $.currency }`. */
import type { Json } from '../../../contracts/json.js';
import { isObject } from '../json-value.js';
import { minorOf } from './amounts.js';
import { fromSystem } from './decimals.js';
import { numberFormat, roundingOf } from './conversions.js';
import { type FieldPlace, type FieldScope, type Reader, type Select, wayOf } from './readers.js';
import { SOURCE_KEYS, sourceReader } from './sources.js';
import { integerOf, textOf, WrongShape } from './values.js';
import { inTable } from './words.js';

/** A reader for money; amount and currency are paths or maps, like other fields. Undefined with an issue. */
export function moneyReader(rules: Json, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const { report } = scope;
  const amount = isObject(rules) && ('minor' in rules ? 'minor' : 'decimal' in rules ? 'decimal' : undefined);
  if (!isObject(rules) || !amount || rules['currency'] === undefined) {
    const message = 'Money is written as `minor` (or `decimal`) and `currency`.';
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
    const message = '`round` belongs to `decimal`: minor units are whole.';
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
      isPrecise ? `more decimals than ${code} has (\`round\`)` : 'no amount of this currency',
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
function lessSelect(
  written: Json | undefined,
  place: FieldPlace,
  { report }: FieldScope,
): Select | undefined {
  return written === undefined ? () => [] : wayOf(written, place.path, report)?.select;
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
    if (!/^[A-Z]{3}$/.test(code)) throw new WrongShape(place.name, 'no currency of ISO 4217');
    return code;
  };
}
