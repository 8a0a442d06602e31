/** Values as a test author writes them: the way back of `ValueReader`. */
import { minorDigits } from '../../contracts/currency.js';
import type { Type } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { FieldTypes } from '../../flows/types/type.js';
import { programLocale } from '../../texts/languages/program-locale.js';
import { isMap } from '../value-reader.js';

/** A value by its type, moments by the clock of an IANA zone to the minute; undefined for what cannot be written. */
export function writtenValue(value: Json, type: Type, zone: string): Json | undefined {
  switch (type.t) {
    case 'record':
      return isMap(value) ? writtenFields(value, type.fields, zone) : undefined;
    case 'list':
      return isList(value) ? value.flatMap((item) => writtenValue(item, type.of, zone) ?? []) : undefined;
    case 'money':
      return moneyText(value);
    case 'moment':
      return typeof value === 'number' ? momentText(value, zone) : undefined;
    case 'duration':
      return typeof value === 'number' ? `${Math.round(value / 1000)} seconds` : undefined;
    case 'band':
      return undefined;
    default:
      return typeof value === 'object' ? undefined : String(value);
  }
}

/** Fields by their types; those without a type are left out. */
export function writtenFields(values: JsonObject, types: FieldTypes, zone: string): JsonObject {
  const entries = Object.entries(values).flatMap(([name, value]): [string, Json][] => {
    const field = Object.hasOwn(types, name) ? types[name] : undefined;
    const written = field && writtenValue(value, field.type, zone);
    return written === undefined ? [] : [[name, written]];
  });
  return Object.fromEntries(entries);
}

/** `2026-03-02 10:00` by the zone's clock; `moment` is in epoch ms. */
export function momentText(moment: number, zone: string): string {
  const parts = new Intl.DateTimeFormat(programLocale, {
    timeZone: zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    hourCycle: 'h23',
  }).formatToParts(moment);
  const part = (name: string): string => parts.find(({ type }) => type === name)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

function moneyText(value: Json): string | undefined {
  if (!isMap(value)) return undefined;
  const { minor, currency } = value;
  if (typeof minor !== 'number' || typeof currency !== 'string') return undefined;
  const digits = minorDigits(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
