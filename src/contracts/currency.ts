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
