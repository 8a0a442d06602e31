/** Order codes by their structure, and codes of the same shape that are something else. */
import { isDigits } from './tokens.js';

/** A UUID with its hyphens is the longest. */
const LONGEST = 36;

/** Digits with a unit attached: "5000mAh", "180cm", "3rd", "12x". */
const MEASURE =
  /^\d+(?:[.,]\d+)?(?:mah|ah|wh|kwh|w|v|kg|g|mg|ml|cl|l|km|cm|mm|m|gb|tb|mb|k|hz|mhz|ghz|px|p|in|ft|lb|lbs|oz|pcs|st|nd|rd|th|x|er|ers|h|min|am|pm|eur|usd|gbp)$/iu;

/** Groups of letters and digits: "ACME-12345", "W2024-0042", "4401-B", "SO.4711.22", "T/2026/0917", "B2B-77-A". */
export function isCodeOfOrder(code: string): boolean {
  const digits = digitsIn(code);
  if (code.length > LONGEST || code.length < 4 || digits < 2 || MEASURE.test(code)) return false;
  const groups = groupsOf(code);
  if (groups.length > 6 || groups.some((group) => !/^[0-9\p{L}]+$/u.test(group))) return false;
  if (isDate(code) || isDecimal(code) || isFile(code)) return false;
  return digits >= 3 || (groups.length > 1 && code === code.toUpperCase());
}

/** The codes that any announcement of an order makes one: with four digits, or letters and three. */
export const isPlainCode = (code: string): boolean =>
  digitsIn(code) >= 4 || /^[A-Za-z]{1,6}[-_]?\d{3,}$/u.test(code);

/** "ORD-48213", "SO104882", "PO-99017": the letters themselves say that it is an order. */
export const isNamedAsOrder = (code: string): boolean =>
  /^(?:ord|order|so|po|best|auf)[-_]?\d{4,12}(?:-\d{1,8})?$/iu.test(code);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

/** Invoices, returns, tickets, tax numbers, standards, vouchers, postcodes. */
const OTHER_PREFIXES =
  /^(?:re|inv|rma|tkt|case|sku|art|item|vat|iban|iso|din|ean|isbn|model|save|spring|summer|winter|sommer|code|promo|error|img|dsc|cp|plz|usb|che|atu)$/iu;

/** Letters before digits, or groups of digits: recognisable as an order number without context. */
export function isCodeAlone(code: string): boolean {
  if (!isCodeOfOrder(code)) return false;
  // "302-1234567-1234567": groups of three, seven and seven digits.
  if (/^\d{3}-\d{7}-\d{7}$/u.test(code) || UUID.test(code)) return true;
  if (/^\d+(?:-\d+)+$/u.test(code)) return isNumberInGroups(code);
  const [, letters = '', rest = ''] = /^([A-Za-z]+)(.*)$/u.exec(code) ?? [];
  if (letters === '' || letters.length > 6 || !/^[-_]?\d[-_.\d]*[A-Z]?$/u.test(rest)) return false;
  if (OTHER_PREFIXES.test(letters)) return false;
  const digits = digitsIn(rest);
  return isMixed(rest)
    ? digits >= (/^\d/u.test(rest) ? 6 : 5)
    : digits >= 5 && (digits >= 6 || letters === letters.toUpperCase());
}

/**
 * Where a text refers to something ("cancel …", "für …", in brackets), also shorter codes and those with letters inside or
 * behind: "88-K21", "1002-R", "K2-0098-UK". Articles' codes stand behind nouns.
 */
export function isCodeReferredTo(code: string): boolean {
  if (!isCodeOfOrder(code) || OTHER_PREFIXES.test(/^\p{L}+/u.exec(code)?.[0] ?? '')) return false;
  const groups = groupsOf(code);
  if (!/\p{L}/u.test(code)) return isNumberOfParts(groups);
  if (code !== code.toUpperCase() && code !== code.toLowerCase()) return false;
  if (groups.length > 1) return groups.some((group) => isDigits(group, 2, 12)) || digitsIn(code) >= 3;
  // "4711B", "A1B2C3D": in one piece it must be mostly digits, or change several times.
  const changes = (code.match(/\p{L}\d|\d\p{L}/gu) ?? []).length;
  return code === code.toUpperCase() && ((/^\d{4,}\p{Lu}$/u.test(code) && changes === 1) || changes >= 3);
}

/** "2026/11/00442", "77.120.443": three groups, or a year and a long number; no score and no opening hours. */
function isNumberOfParts(groups: readonly string[]): boolean {
  const digits = groups.join('').length;
  return (
    groups.length > 1 &&
    digits >= 7 &&
    digits <= 14 &&
    groups.length <= 4 &&
    groups.some(({ length }) => length >= 3)
  );
}

const digitsIn = (code: string): number => code.replace(/\D/gu, '').length;
const groupsOf = (code: string): string[] => code.split(/[-_./*]/u);

const isMixed = (rest: string): boolean => /\d[-_.]\d/u.test(rest);

const isFile = (code: string): boolean =>
  /\.(?:jpe?g|png|pdf|heic|docx?|webp|gif|mov|mp4|zip|txt|html?|com|de|net|org)$/iu.test(code);

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

/** "2026-05-03", "03-05-2026", "3.5.26", "31/05/2026", "12/11", "1998-2003". */
function isDate(code: string): boolean {
  const groups = code.split(/[-./]/u);
  if (!groups.every((group) => isDigits(group, 1, 4))) return false;
  const [first = 0, second = 0, third] = groups.map(Number);
  const isDayAndMonth = (a: number, b: number): boolean =>
    a >= 1 && b >= 1 && Math.min(a, b) <= 12 && Math.max(a, b) <= 31;
  if (/^(?:(?:19|20)\d\d-?){2}$/u.test(code)) return true;
  if (groups.length === 2) return !code.includes('-') && isDayAndMonth(first, second);
  if (groups.length !== 3 || third === undefined) return false;
  if (groups[0]?.length === 4) return isDayAndMonth(second, third);
  return (groups[2]?.length === 4 || groups[2]?.length === 2) && isDayAndMonth(first, second);
}

/** "12.50", "1.234,56", "10/12": a price or a fraction; "77.120.443" only looks like one. */
const isDecimal = (code: string): boolean =>
  /^\d+[.,]\d{1,2}$/u.test(code) ||
  /^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$/u.test(code) ||
  /^\d{1,3}(?:\.\d{3})(?:,\d{1,2})?$/u.test(code) ||
  /^\d{1,3}(?:\.\d{3}){2,},\d{1,2}$/u.test(code);
