/** Minor units of currencies: the one place that says how many digits an amount has. */

/** Currencies without two minor digits (ISO 4217, list one). ICU's differ (HUF, IDR): cash, not accounts. */
const DIGITS = new Map([
  ...codes(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...codes(3, 'BHD IQD JOD KWD LYD OMR TND'),
  ...codes(4, 'CLF UYW'),
]);

function codes(digits: number, written: string): [string, number][] {
  return written.split(' ').map((code) => [code, digits]);
}

/** How many decimal digits a currency has: 2 for EUR, 0 for JPY, 3 for BHD. */
export const minorDigits = (currency: string): number => DIGITS.get(currency) ?? 2;

/** An amount with its currency as programs print it, e.g. `12.50 EUR`. */
export function plainAmount({ minor, currency }: { minor: number; currency: string }): string {
  const digits = minorDigits(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}
