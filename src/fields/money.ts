/** Money: minor units of an ISO 4217 currency, never a fraction. */
import { z } from 'zod';
import type { FieldMeta } from './field.js';

/** An amount: `minor` units (cents for EUR, yen for JPY) and the ISO 4217 code. */
export const Money = z
  .object({ minor: z.number().int(), currency: z.string().regex(/^[A-Z]{3}$/) })
  .meta({ type: 'money', name: 'Money' } satisfies FieldMeta);

/** An amount in minor units of an ISO 4217 currency. */
export type Money = z.infer<typeof Money>;

/** Currencies without two minor digits (ISO 4217, list one). ICU has others for HUF and IDR: those of cash, not of accounts. */
const DIGITS = new Map([
  ...codes(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...codes(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...codes(4, 'CLF UYW'),
]);

function codes(digits: number, written: string): [string, number][] {
  return written.split(' ').map((code) => [code, digits]);
}

/** How many digits a currency has behind the point: 2 for EUR, 0 for JPY, 3 for BHD. */
export const minorDigits = (currency: string): number => DIGITS.get(currency) ?? 2;
