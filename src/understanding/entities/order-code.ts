/** Alphanumeric order codes, and codes of the same shape that are something else. */
import { isDigits } from './tokens.js';

const LONGEST = 24;

/** Digits with a unit attached: "5000mAh", "180cm", "3rd", "12x". */
const MEASURE =
  /^\d+(?:[.,]\d+)?(?:mah|ah|wh|kwh|w|v|kg|g|mg|ml|cl|l|km|cm|mm|m|gb|tb|mb|k|hz|mhz|ghz|px|p|in|ft|lb|lbs|oz|pcs|st|nd|rd|th|x|er|ers|h|min|am|pm|eur|usd|gbp)$/iu;

/** After "order": groups of letters and digits with three digits or more: "ACME-12345", "W2024-0042", "4401-B". */
export function isCodeOfOrder(code: string): boolean {
  const digits = code.replace(/\D/gu, '').length;
  if (code.length > LONGEST || digits < 3 || MEASURE.test(code)) return false;
  const groups = code.split(/[-_./]/u);
  if (groups.length > 5 || groups.some((group) => !/^[0-9A-Za-z]+$/u.test(group))) return false;
  if (isDate(code) || isDecimal(code)) return false;
  return digits >= 4 || /^[A-Za-z]{1,6}[-_]?\d{3,}$/u.test(code);
}

/** "ORD-48213", "SO104882", "PO-99017": the letters themselves say that it is an order. */
export const isNamedAsOrder = (code: string): boolean =>
  /^(?:ord|order|so|po|best|auf)[-_]?\d{4,12}(?:-\d{1,8})?$/iu.test(code);

/** Invoices, returns, tickets, tax numbers, standards, vouchers. */
const OTHER_PREFIXES =
  /^(?:inv|rma|tkt|case|sku|art|item|vat|iban|iso|din|ean|isbn|model|save|spring|summer|winter|sommer|code|promo|error)$/iu;

/** Letters before digits, or groups of digits: recognisable as an order number without context. */
export function isCodeAlone(code: string): boolean {
  if (!isCodeOfOrder(code)) return false;
  // "302-1234567-1234567": groups of three, seven and seven digits.
  if (/^\d{3}-\d{7}-\d{7}$/u.test(code)) return true;
  if (/^\d+(?:-\d+)+$/u.test(code)) return isNumberInGroups(code);
  const [, letters = '', rest = ''] = /^([A-Za-z]+)(.*)$/u.exec(code) ?? [];
  if (letters === '' || letters.length > 6 || !/^[-_]?\d[-_.\d]*[A-Z]?$/u.test(rest)) return false;
  if (OTHER_PREFIXES.test(letters)) return false;
  const digits = rest.replace(/\D/gu, '').length;
  return isMixed(rest)
    ? digits >= (/^\d/u.test(rest) ? 6 : 5)
    : digits >= 5 && (digits >= 6 || letters === letters.toUpperCase());
}

const isMixed = (rest: string): boolean => /\d[-_.]\d/u.test(rest);

/** "2024-55871", "12-88731"; not a phone number grouped three, three and four, and not small numbers. */
function isNumberInGroups(code: string): boolean {
  const groups = code.split('-');
  const lengths = groups.map((group) => group.length);
  const digits = lengths.reduce((sum, length) => sum + length, 0);
  const least = (lengths[0] ?? 0) >= 5 ? 6 : 7;
  if (groups.length > 3 || digits < least || digits > 14) return false;
  if (code.startsWith('0') && digits > 8) return false;
  return lengths.join('-') !== '3-3-4' && Math.max(...lengths) >= 3;
}

/** "2026-05-03", "03-05-2026", "3.5.26", "31/05/2026", "12/11". */
function isDate(code: string): boolean {
  const groups = code.split(/[-./]/u);
  if (!groups.every((group) => isDigits(group, 1, 4))) return false;
  const [first = 0, second = 0, third] = groups.map(Number);
  const isDayAndMonth = (a: number, b: number): boolean =>
    a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
  if (groups.length === 2) return !code.includes('-') && isDayAndMonth(first, second);
  if (groups.length !== 3 || third === undefined) return false;
  if (groups[0]?.length === 4) return isDayAndMonth(second, third);
  return (groups[2]?.length === 4 || groups[2]?.length === 2) && isDayAndMonth(first, second);
}

/** "12.50", "1.234,56", "10/12": a price or a fraction; a number with thousands points is no order number. */
const isDecimal = (code: string): boolean =>
  /^\d+[.,]\d{1,2}$/u.test(code) || /^\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?$/u.test(code);
