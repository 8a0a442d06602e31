/** Converts amounts between decimal text and minor units digit by digit: no fraction is ever held in a float. */
import { minorDigits } from '../../../contracts/currency.js';

/** How digits beyond those of a currency are dropped. */
export const roundings = ['half_up', 'half_even', 'down'] as const;

/** One of them. */
export type Rounding = (typeof roundings)[number];

/**
 * Minor units of a plain decimal: EUR `12.30` is 1230; undefined if invalid, or more precise than the currency without a
 * rule for rounding.
 */
export const minorOf = (decimal: string, currency: string, rounding?: Rounding): number | undefined =>
  scaled(decimal, minorDigits(currency), rounding);

/** A plain decimal in units of its last of so many digits; undefined if invalid, or more precise without a rule. */
export function scaled(decimal: string, digits: number, rounding?: Rounding): number | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(decimal.trim());
  if (!match) return undefined;
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(digits, '0');
  const more = fraction.slice(digits);
  if (more !== '' && rounding === undefined) return undefined;
  const whole = Number(`${match[2] ?? ''}${fraction.slice(0, digits)}`);
  const minor = (whole + (isRoundedUp(whole, more, rounding) ? 1 : 0)) * (match[1] === '-' ? -1 : 1);
  if (!Number.isSafeInteger(minor)) return undefined;
  return minor === 0 ? 0 : minor;
}

/** Whether the digits behind the last that counts take it one further from zero. */
function isRoundedUp(whole: number, more: string, rounding: Rounding | undefined): boolean {
  if (more === '' || rounding === undefined || rounding === 'down') return false;
  const isHalf = /^50*$/.test(more);
  return rounding === 'half_even' && isHalf ? whole % 2 === 1 : more >= '5';
}

/** Writes units of the last digit as a decimal: 1230 of EUR is `12.30`; `digits` where they are not those of ISO 4217. */
export function decimalOf(minor: number, currency: string, digits = minorDigits(currency)): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
