/** The text of a message as it enters histories and the store. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';

// Payment card numbers, which we must never store or log: masked where a message comes in.

/** Digits in groups, up to two spaces, dashes or points between them. */
const RUN = /\d(?:[ \t\u00a0\u2009\u202f.–—-]{0,2}\d){12,}/gu;
const LEAST = 13;
const MOST = 19;

/** First digits and lengths as the card schemes publish them (ISO/IEC 7812). */
const SCHEMES: readonly RegExp[] = [
  // Visa
  /^4(?:\d{12}|\d{15}|\d{18})$/u,
  // Mastercard
  /^(?:5[1-5]\d{14}|(?:222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12})$/u,
  // American Express
  /^3[47]\d{13}$/u,
  // Diners Club
  /^(?:30[0-5]\d{11}|309\d{11}|3[689]\d{12,17})$/u,
  // JCB
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/u,
  // Maestro, Discover, UnionPay, RuPay
  /^(?:50|5[6-9]|6\d)\d{11,17}$/u,
];

/** The text with all but the last four digits of each card number as `*`; its length and positions are kept. */
export function maskCardNumbers(text: string): string {
  return text.replace(RUN, maskInRun);
}

interface Group {
  digits: string;
  start: number;
  end: number;
}

/** A card may stand beside other numbers, such as its expiry: tries every run of whole groups, longest first. */
function maskInRun(run: string): string {
  const groups: Group[] = [...run.matchAll(/\d+/gu)].map(({ 0: digits, index }) => ({
    digits,
    start: index,
    end: index + digits.length,
  }));
  let masked = run;
  for (let from = 0; from < groups.length; from += 1) {
    const to = lastOfCard(groups, from);
    const [first, last] = [groups[from], groups[to ?? -1]];
    if (to === undefined || first === undefined || last === undefined) continue;
    masked = masked.slice(0, first.start) + mask(run.slice(first.start, last.end)) + masked.slice(last.end);
    from = to;
  }
  return masked;
}

function lastOfCard(groups: readonly Group[], from: number): number | undefined {
  let digits = '';
  let found: number | undefined;
  for (let to = from; to < groups.length && digits.length < MOST; to += 1) {
    digits += groups[to]?.digits ?? '';
    if (digits.length >= LEAST && digits.length <= MOST && isCard(digits)) found = to;
  }
  return found;
}

const isCard = (digits: string): boolean =>
  SCHEMES.some((scheme) => scheme.test(digits)) && passesLuhn(digits);

/** The check digit of ISO/IEC 7812: every second digit from the right is doubled, modulo 10. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const twice = at % 2 === 1 ? digit * 2 : digit;
    sum += twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 === 0;
}

/** Digits that a receipt shows and customers quote. */
const SHOWN = 4;

function mask(number: string): string {
  let left = number.replace(/\D/gu, '').length;
  return number.replace(/\d/gu, (digit) => {
    left -= 1;
    return left < SHOWN ? digit : '*';
  });
}

/** Most bytes of a message's text in UTF-8. */
const maxBytes = 64 * 1024;

/** A text as it is kept: storable, and without card numbers. Throws `message_too_large`. */
export function parseText(written: string): string {
  const bytes = Buffer.byteLength(written);
  if (bytes > maxBytes)
    throw new OrderlyError('message_too_large', `The text has ${bytes} bytes; the maximum is ${maxBytes}.`);
  return maskCardNumbers(storable(written));
}

/**
 * A customer's text is never rejected for an invisible character, such as an artifact of an e-mail or PDF. NUL,
 * which understanding drops too, is removed before card numbers are searched for; a lone surrogate becomes the
 * replacement character. PostgreSQL stores neither.
 */
function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\u{fffd}');
}

/** As much of a text as can be kept, for whoever cannot be told that it is too large. */
export function cutText(written: string): string {
  const bytes = Buffer.from(written);
  // Half a character at the end becomes one of three bytes.
  return bytes.length <= maxBytes ? written : bytes.subarray(0, maxBytes - 3).toString();
}
