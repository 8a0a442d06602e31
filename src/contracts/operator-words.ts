/** Values and names in plain words, the same on every machine: for people who operate, and never for customers. */
import { minorDigits } from './currency.js';

/** `order_number` and `orderNumber` as `order number`. */
export const nameWords = (name: string): string =>
  name.replaceAll('_', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `12.50 EUR`. */
export function amountWords({ minor, currency }: { minor: number; currency: string }): string {
  const digits = minorDigits(currency);
  const whole = minor / 10 ** digits;
  return `${Number.isInteger(whole) ? whole : whole.toFixed(digits)} ${currency}`;
}

/** `2026-11-28 14:05 UTC`, of epoch milliseconds. */
export const momentWords = (moment: number): string =>
  `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A text as one line of Markdown in which nothing is markup. */
export const asMarkdown = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>~|#$&]/g, (mark) => `\\${mark}`);

/** What an expression reads, without its root and the step's id: `order number`. */
export function readWords(root: string, path: readonly string[]): string {
  if (root === 'run') return path.map(nameWords).join(' ');
  const named = root === 'steps' && path.length > 1 ? path.slice(1) : path;
  return named.length === 0 ? nameWords(root) : named.map(nameWords).join(' ');
}
