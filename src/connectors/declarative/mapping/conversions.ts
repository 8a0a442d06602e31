/** Converts a system's value to a business value by the field's type; types are converted nowhere else. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { plainText } from '../json-value.js';
import { type Rounding, roundings, scaled } from './amounts.js';
import { clockProblem, formatMeantBy, swappedMonths } from './date-format.js';
import { dateReader, dayReader } from './dates.js';
import { decimalReader, numberFormats } from './numbers.js';
import { type FieldPlace, type FieldScope, listOf } from './readers.js';
import type { Shape } from './field-shape.js';
import { WrongShape } from './scalar-values.js';
import { boolConverter, countryConverter, enumConverter, textConverter } from './word-tables.js';

/** Converts a present value; null where it has none for it. Throws WrongShape. */
export type Convert = (value: Json) => Json;

/** Keys of a field's map that control its conversion. */
export const CONVERSION_KEYS: Readonly<Partial<Record<Shape['kind'], readonly string[]>>> = {
  text: ['values'],
  enum: ['values', 'otherwise'],
  bool: ['values'],
  number: ['format', 'round'],
  moment: ['format', 'zone'],
  date: ['format'],
};

/** The conversion of a field other than a list, a record or money; undefined with an issue. */
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
      return shape.form === 'country' ? countryConverter(rules, place) : textConverter(rules, place);
    default:
      scope.report.add(place.path, 'connection_invalid', `\`${place.name}\` cannot be mapped.`);
      return undefined;
  }
}

function numberConverter(rules: JsonObject, place: FieldPlace, scope: FieldScope): Convert | undefined {
  const read = numberFormat(rules, place, scope);
  const rounding = roundingOf(rules, place, scope);
  if (!read) return undefined;
  return (value) => {
    const plain = read(value, place.name);
    const whole = plain === undefined ? undefined : scaled(plain, 0, rounding);
    if (whole !== undefined) return whole;
    const isFraction = plain !== undefined && scaled(plain, 0, 'down') !== undefined;
    throw new WrongShape(place.name, isFraction ? 'a fraction (`round`)' : 'not an integer');
  };
}

/** What `round` of a number or amount says; undefined without it, or with an issue. */
export function roundingOf(
  { round }: JsonObject,
  { path }: FieldPlace,
  { report }: FieldScope,
): Rounding | undefined {
  if (round === undefined) return undefined;
  const found = roundings.find((known) => known === round);
  const message = `\`round\` must be one of ${roundings.join(', ')}.`;
  if (found === undefined) report.add([...path, 'round'], 'connection_invalid', message);
  return found;
}

/** The reader for `format` of a number or amount; undefined with an issue. */
export function numberFormat(
  { format }: JsonObject,
  { path }: FieldPlace,
  { report }: FieldScope,
): ReturnType<typeof decimalReader> {
  const reader = format === undefined || typeof format === 'string' ? decimalReader(format) : undefined;
  if (!reader) {
    const hint = `Use one of ${numberFormats.map((known) => `\`${known}\``).join(', ')}.`;
    const message = `\`${plainText(format ?? '')}\` is not a number format.`;
    report.add([...path, 'format'], 'connection_format_invalid', message, { hint });
  }
  return reader;
}

function momentConverter(rules: JsonObject, place: FieldPlace, { report }: FieldScope): Convert | undefined {
  const zone = typeof rules['zone'] === 'string' ? rules['zone'] : undefined;
  if (zone !== undefined && !dateReader(undefined, zone)) {
    report.add(
      [...place.path, 'zone'],
      'connection_format_invalid',
      `The time zone \`${zone}\` does not exist.`,
    );
    return undefined;
  }
  return firstOf(rules, place, report, (format) => dateReader(format, zone));
}

function dayConverter(rules: JsonObject, place: FieldPlace, { report }: FieldScope): Convert | undefined {
  return firstOf(rules, place, report, dayReader);
}

/** Reads a date by the first format that matches. */
function firstOf(
  { format }: JsonObject,
  { path, name }: FieldPlace,
  report: FieldScope['report'],
  make: (format: string | undefined) => ((value: Json) => Json | undefined) | undefined,
): Convert | undefined {
  const readers = listOf(format).map((one) => {
    const reader = one === undefined || typeof one === 'string' ? make(one) : undefined;
    if (!reader) {
      const raw = `\`${plainText(one ?? '')}\``;
      // What has an offset is a format in any zone.
      const needsZone = typeof one === 'string' && make(`${one} XXX`) !== undefined;
      const clock = needsZone ? undefined : clockProblem(plainText(one ?? ''));
      const message = needsZone
        ? `${raw} contains no UTC offset, so the field needs a \`zone\`.`
        : (clock?.message ?? `${raw} is not a date format.`);
      const meant = needsZone ? undefined : (clock?.meant ?? formatMeantBy(plainText(one ?? '')));
      const hint = needsZone
        ? 'Add the time zone of the system: `zone: Europe/Berlin`.'
        : meant && `Write \`${meant}\`.`;
      report.add(
        [...path, 'format'],
        'connection_format_invalid',
        message,
        hint === undefined ? {} : { hint },
      );
    }
    const unswapped = reader && typeof one === 'string' ? swappedMonths(one) : undefined;
    if (unswapped !== undefined) {
      const message = `\`MM\` is the month and \`mm\` the minutes: in \`${plainText(one ?? '')}\`, they are swapped.`;
      report.add([...path, 'format'], 'connection_format_invalid', message, {
        hint: `Write \`${unswapped}\`.`,
      });
    }
    return reader;
  });
  return (value) => {
    for (const read of readers) {
      const found = read?.(value);
      if (found !== undefined) return found;
    }
    const wanted =
      format === undefined
        ? 'not ISO 8601, and no `format` is declared'
        : 'not a date in the declared format';
    throw new WrongShape(name, wanted);
  };
}
