/** The kind of a JSON value; a wrong kind is a `value_type` error. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { RunError } from '../run-error.js';

/** Money as expressions see it: minor units and ISO 4217 code. */
export interface MoneyValue {
  readonly [field: string]: Json;
  readonly minor: number;
  readonly currency: string;
}

/** True for a JSON object. */
export const isRecord = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for a JSON array; the built-in test does not narrow read-only arrays. */
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** True for exactly `{ minor, currency }`. */
export function isMoney(value: Json): value is MoneyValue {
  if (!isRecord(value) || Object.keys(value).length !== 2) return false;
  return Number.isSafeInteger(value['minor']) && typeof value['currency'] === 'string';
}

/** The value as true or false. */
export function asBool(value: Json): boolean {
  if (typeof value !== 'boolean') throw new RunError('value_type');
  return value;
}

/** The value as a safe integer: a count, a moment, a duration. */
export function asInteger(value: Json): number {
  if (typeof value !== 'number') throw new RunError('value_type');
  if (!Number.isSafeInteger(value)) throw new RunError('number_unsafe');
  return value;
}

/** The value as text. */
export function asText(value: Json): string {
  if (typeof value !== 'string') throw new RunError('value_type');
  return value;
}

/** The value as a list. */
export function asList(value: Json): readonly Json[] {
  if (!isList(value)) throw new RunError('value_type');
  return value;
}
