/** Single values of an answer as business fields: text, numbers, enums, moments, money. */
import type { Json, JsonObject } from '../../../json.js';
import { minorOf } from './amounts.js';
import type { DateReader } from './dates.js';

/** An answer does not have the shape that the connection declares; `field` is a business field, never a value. */
export class WrongShape extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
  }
}

/** A scalar as text: leading zeros, big integers and all. */
export function textOf(value: Json, field: string): string {
  if (value === null || typeof value === 'object')
    throw new WrongShape(field, 'a list or map stands where a text is needed');
  return String(value);
}

/** A safe integer, also one written as text. */
export function integerOf(value: Json, field: string): number {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim()) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new WrongShape(field, 'no integer');
  return number;
}

/** True or false, also as text. */
export function boolOf(value: Json, field: string): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new WrongShape(field, 'neither true nor false');
}

/** A moment in epoch ms. */
export function momentOf(value: Json, read: DateReader, field: string): number {
  const moment = read(value);
  if (moment === undefined) throw new WrongShape(field, 'no date of the declared format');
  return moment;
}

/** Money from minor units or a decimal. */
export function moneyOf(parts: { minor?: Json; decimal?: Json; currency: Json }, field: string): JsonObject {
  const currency = textOf(parts.currency, field).toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) throw new WrongShape(field, 'no currency of ISO 4217');
  if (parts.minor !== undefined) return { minor: integerOf(parts.minor, field), currency };
  const minor = minorOf(textOf(parts.decimal ?? null, field), currency);
  if (minor === undefined) throw new WrongShape(field, 'no amount of this currency');
  return { minor, currency };
}
