/** How a system counts amounts in its smallest unit: as ISO 4217 does, but for the currencies that its connection names. */
import { z } from 'zod';
import { minorDigits } from '../../../contracts/currency.js';
import type { Json } from '../../../contracts/json.js';
import { isObject } from '../json-value.js';
import { scaled } from './amounts.js';

const Digits = z
  .string()
  .regex(/^[0-6]$/, 'A currency can have 0 to 6 decimals.')
  .transform(Number);

const Own = z.union([
  Digits.transform((digits) => ({ digits, multipleOf: 1 })),
  z.strictObject({
    digits: Digits.describe('The number of decimals of an amount.'),
    multipleOf: z
      .string()
      .regex(/^10{1,6}$/, 'The multiple must be `10`, `100` and so on.')
      .transform(Number)
      .describe('Amounts must be a multiple of this, in the smallest unit: `10`.'),
  }),
]);

/** The block `decimals:` of a connection. */
export const DecimalsSchema = z.record(z.string().regex(/^[A-Z]{3}$/, 'Use an ISO 4217 currency code.'), Own);

/** Currencies that a system counts in its own way. */
export type Decimals = z.infer<typeof DecimalsSchema>;

/** Thrown while a request is written with an amount that its system has no number for; nothing is sent then. */
export class UnsayableAmount extends Error {}

const ruleOf = (currency: string, own: Decimals): Decimals[string] =>
  own[currency] ?? { digits: minorDigits(currency), multipleOf: 1 };

/** Whether a value is money. */
export const isMoney = (value: Json | undefined): value is { minor: number; currency: string } =>
  value !== undefined &&
  isObject(value) &&
  typeof value['minor'] === 'number' &&
  typeof value['currency'] === 'string';

/** Minor units of ISO 4217 as the system counts them; throws UnsayableAmount. */
export function toSystem({ minor, currency }: { minor: number; currency: string }, own: Decimals): number {
  const { digits, multipleOf } = ruleOf(currency, own);
  const given = shifted(minor, digits - minorDigits(currency));
  if (given === undefined || given % multipleOf !== 0)
    throw new UnsayableAmount(`an amount in ${currency} that the system cannot express exactly`);
  return given;
}

/** What a system counts, in minor units of ISO 4217; undefined if that is not a whole number of them. */
export const fromSystem = (given: number, currency: string, own: Decimals): number | undefined =>
  shifted(given, minorDigits(currency) - ruleOf(currency, own).digits);

/** How many decimals an amount has at the system. */
export const digitsAt = (currency: string, own: Decimals): number => ruleOf(currency, own).digits;

/** A whole number with its decimal point that many places further right; undefined if it is whole no more. */
function shifted(whole: number, places: number): number | undefined {
  if (places === 0) return whole;
  const text = String(Math.abs(whole));
  const padded = text.padStart(1 - places, '0');
  const decimal = places > 0 ? text : `${padded.slice(0, places)}.${padded.slice(places)}`;
  const moved = scaled(decimal, Math.max(0, places));
  return moved === undefined ? undefined : moved * (whole < 0 ? -1 : 1);
}
