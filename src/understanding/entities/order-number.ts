/** Order numbers: by `#`, by the word before, or bare digits that nothing else explains. */
import { contextBefore, followsNumber } from './context.js';
import { isDigits, type Token } from './tokens.js';

/** How a token reads: surely an order number, bare digits that could be one, or neither. */
export type OrderNumberReading = 'certain' | 'bare' | undefined;

const UNITS = new Set(
  (
    '€ $ £ % eur euro euros usd dollar dollars gbp pound pounds pfund chf franken cent cents percent prozent km m cm mm ' +
    'kg g gram ml l liter litre mah watt w points point punkte punkten steps miles times people pieces stück mal ' +
    'days tage hours stunden minutes minuten followers'
  ).split(' '),
);

/** Reads token `at`; years, prices, phone numbers, card digits and article numbers are no order numbers. */
export function readOrderNumber(tokens: readonly Token[], at: number): OrderNumberReading {
  const token = tokens[at];
  if (token === undefined) return undefined;
  const context = contextBefore(tokens, at);
  if (context !== undefined && context !== 'order') return undefined;
  if (isMeasured(tokens, at) || isPhoneRest(tokens, at)) return undefined;
  if (isDigits(token.text.replace(/^#/u, ''), token.text.startsWith('#') ? 3 : 4, 12)) {
    if (token.text.startsWith('#')) return 'certain';
    const couldBePostcode = isDigits(token.text, 5, 5) && followsNumber(tokens, at);
    if (context === 'order' && !couldBePostcode) return 'certain';
    return isDigits(token.text, 5, 9) ? 'bare' : undefined;
  }
  return context === 'order' && isCode(token.text.replace(/^#/u, '')) ? 'certain' : undefined;
}

/** The number as systems write it: without `#`, letters in upper case, leading zeros kept. */
export function orderNumberValue(raw: string): string {
  return raw.replace(/^#/u, '').toUpperCase();
}

/** "ACME-12345", "W2024-0042", "302-1234567-1234567": groups of letters and digits, four digits at least. */
function isCode(text: string): boolean {
  if (text.length > 24 || text.replace(/\D/gu, '').length < 4) return false;
  const groups = text.split('-');
  if (groups.length > 4 || groups.some((group) => !/^[0-9A-Za-z]+$/u.test(group))) return false;
  return groups.length > 1 ? !isDate(groups) : /^[A-Za-z]{1,5}\d+$/u.test(text);
}

/** "2026-05-03" and "03-05-2026". */
function isDate(groups: readonly string[]): boolean {
  const lengths = groups.map((group) => group.length).join('-');
  return groups.every((group) => isDigits(group, 1, 4)) && (lengths === '4-2-2' || lengths === '2-2-4');
}

/** A price or a quantity: "12345 EUR", "10000 steps". */
function isMeasured(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token === undefined || next === undefined || token.endsPhrase) return false;
  return UNITS.has(next.text.toLowerCase());
}

/** "030 1234567", "+49 1234567": the digits before are a dialling code. */
function isPhoneRest(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  if (before === undefined || before.endsPhrase) return false;
  return before.text.startsWith('+') || (before.text.startsWith('0') && isDigits(before.text, 3, 4));
}
