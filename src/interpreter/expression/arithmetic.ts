/** Arithmetic on safe integers, on money of one currency, and on moments with durations (both milliseconds). */
import type { Json } from '../../contracts/json.js';
import { RunError } from '../run-error.js';
import { boundList, boundText, lengthCost } from './size.js';
import { asInteger, isList, isMoney, type MoneyValue } from './values.js';

/** Sum of numbers or money; texts and lists are joined, at a fuel cost proportional to their length. */
export function add(left: Json, right: Json, burn: (steps: number) => void): Json {
  if (typeof left === 'string' && typeof right === 'string') {
    const length = left.length + right.length;
    boundText(length);
    burn(lengthCost(length));
    return left + right;
  }
  if (isList(left) && isList(right)) {
    const length = left.length + right.length;
    boundList(length);
    burn(lengthCost(length));
    return [...left, ...right];
  }
  if (isMoney(left) && isMoney(right))
    return money(left.minor + sameCurrency(left, right).minor, left.currency);
  return exact(asInteger(left) + asInteger(right));
}

/** Difference of numbers or money. */
export function subtract(left: Json, right: Json): Json {
  if (isMoney(left) && isMoney(right))
    return money(left.minor - sameCurrency(left, right).minor, left.currency);
  return exact(asInteger(left) - asInteger(right));
}

/** Product of numbers, or of money and a whole number. */
export function multiply(left: Json, right: Json): Json {
  if (isMoney(left)) return money(left.minor * asInteger(right), left.currency);
  if (isMoney(right)) return money(asInteger(left) * right.minor, right.currency);
  return exact(asInteger(left) * asInteger(right));
}

/** Quotient of numbers, truncated towards zero as in CEL. */
export const divide = (left: Json, right: Json): Json => exact(Math.trunc(asInteger(left) / divisor(right)));

/** Remainder of a division, with the sign of the dividend. */
export const remainder = (left: Json, right: Json): Json => exact(asInteger(left) % divisor(right));

/** The number or amount with its sign reversed. */
export const negate = (value: Json): Json =>
  isMoney(value) ? money(-value.minor, value.currency) : exact(-asInteger(value));

function divisor(value: Json): number {
  const number = asInteger(value);
  if (number === 0) throw new RunError('divided_by_zero');
  return number;
}

function sameCurrency(left: MoneyValue, right: MoneyValue): MoneyValue {
  if (left.currency !== right.currency) throw new RunError('currency_mixed');
  return right;
}

const money = (minor: number, currency: string): Json => ({ minor: exact(minor), currency });

function exact(number: number): number {
  if (!Number.isSafeInteger(number)) throw new RunError('number_unsafe');
  // JSON has no negative zero: it would not survive the history.
  return number === 0 ? 0 : number;
}
