/** Amounts between a system's decimal text and minor units, digit by digit: no fraction ever stands in a float. */

/** Minor digits of a currency: 2 for EUR, 0 for JPY (ISO 4217 as ICU knows it). */
function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** `12.30` of EUR is 1230; undefined when it is no plain decimal or has more digits than the currency. */
export function minorOf(decimal: string, currency: string): number | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/.exec(decimal.trim());
  if (!match) return undefined;
  const digits = digitsOf(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '').padEnd(digits, '0');
  if (fraction.length > digits) return undefined;
  const minor = Number(`${match[1] ?? ''}${match[2] ?? ''}${fraction}`);
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** 1230 of EUR is `12.30`. */
export function decimalOf(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
