/** Equality and order of values of one kind; different kinds or currencies cannot be compared. */
import type { Json } from '../../contracts/json.js';
import { RunError } from '../run-error.js';
import { asInteger, isList, isMoney, isRecord } from './values.js';

/** True if both are the same value; different kinds are an error, so that a wrong mapping never reads as "no". */
export function equal(left: Json, right: Json): boolean {
  if (isMoney(left) && isMoney(right)) return order(left, right) === 0;
  if (kindOf(left) !== kindOf(right)) throw new RunError('value_type');
  return same(left, right);
}

/** Less than, equal to or greater than zero; for numbers, texts (by code unit), and money of one currency. */
export function order(left: Json, right: Json): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right);
  if (isMoney(left) && isMoney(right)) {
    if (left.currency !== right.currency) throw new RunError('currency_mixed');
    return Math.sign(left.minor - right.minor);
  }
  return Math.sign(asInteger(left) - asInteger(right));
}

/** True if the list has an equal item. */
export const contains = (list: readonly Json[], value: Json): boolean =>
  list.some((item) => equal(item, value));

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'list' : typeof value;
}

function same(left: Json, right: Json): boolean {
  if (isList(left))
    return isList(right) && left.length === right.length && left.every((item, at) => sameAt(item, right, at));
  if (!isRecord(left) || !isRecord(right)) return left === right;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && sameAt(left[name], right, name));
}

function sameAt(item: Json | undefined, other: Json, at: string | number): boolean {
  const counterpart = (other as Readonly<Record<string | number, Json | undefined>>)[at]; // lists and records are both read by key
  return item !== undefined && counterpart !== undefined && same(item, counterpart);
}
