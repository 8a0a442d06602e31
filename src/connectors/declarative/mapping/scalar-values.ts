/** Converts single values of a response to business fields: text, numbers, bools. */
import type { Json } from '../../../contracts/json.js';

/** The error for a response not of the declared shape; `field` is a business field, never a value. */
export class WrongShape extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
  }
}

/** A scalar as text, with leading zeros and all digits of big integers. */
export function textOf(value: Json, field: string): string {
  if (value === null || typeof value === 'object')
    throw new WrongShape(field, 'a list or map instead of a text');
  return String(value);
}

/** A safe integer from a plain decimal such as `2` or `2.0000`. */
export function integerOf(decimal: string | undefined, field: string): number {
  const number = decimal !== undefined && /^-?\d+(\.0+)?$/.test(decimal) ? Number(decimal) : Number.NaN;
  if (!Number.isSafeInteger(number)) throw new WrongShape(field, 'not an integer');
  return number === 0 ? 0 : number;
}

/** True or false, also as text. */
export function boolOf(value: Json, field: string): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new WrongShape(field, 'neither true nor false');
}
