/** Converts amounts between decimal text and minor units digit by digit: no fraction is ever held in a float. */
import { minorDigits } from '../../../contracts/currency.js';

/** Minor units of a plain decimal: EUR `12.30` is 1230; undefined if invalid or too precise for the currency. */
export function minorOf(decimal: string, currency: string): number | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(decimal.trim());
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(digits, '0');
  if (fraction.length > digits) return undefined;
  const minor = Number(`${match[1] ?? ''}${match[2] ?? ''}${fraction}`);
  if (!Number.isSafeInteger(minor)) return undefined;
  return minor === 0 ? 0 : minor;
}

/** Writes minor units as a decimal: 1230 of EUR is `12.30`. */
export function decimalOf(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
