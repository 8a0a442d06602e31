/** Order numbers: by `#`, by the words around, by a code's shape, or bare digits with no other explanation. */
import {
  isAbbreviation,
  contextAfter,
  contextBefore,
  followsNumber,
  isNumbered,
  isTightlyAnnounced,
} from './number-context.js';
import { isCodeAlone, isCodeOfOrder, isCodeReferredTo, isNamedAsOrder, isPlainCode } from './order-code.js';
import { isDigits, isJoinedToNext, type Token, wordAt } from './tokens.js';
import { isUnit, wordSet } from './number-context-words.js';

/** What a token is: certainly an order number, bare digits that could be one, or neither. */
export type OrderNumberReading = 'certain' | 'bare' | undefined;

/** A longer number is none of ours: a card, an account, an article code. */
const MOST_DIGITS = 12;
const YEAR = /^(?:19|20)\d\d$/u;

/** Reads token `at`; years, prices, phone numbers, card digits and article numbers are no order numbers. */
export function readOrderNumber(tokens: readonly Token[], at: number): OrderNumberReading {
  const token = tokens[at];
  if (token === undefined || token.text.length > 36) return undefined;
  const context = contextBefore(tokens, at) ?? contextAfter(tokens, at);
  const code = token.text.replace(/^#/u, '');
  const marked = code !== token.text;
  if (isNamedAsOrder(code)) return 'certain';
  // "plz" is also how people write "please".
  const barred = context === 'postcode' ? isDigits(code, 4, 5) : context !== undefined && context !== 'order';
  if (barred || isMeasured(tokens, at)) return undefined;
  if (isDigits(code, 1, MOST_DIGITS))
    return marked && code.length >= 3 ? 'certain' : readDigits(tokens, at, code, context === 'order');
  if (context === 'order' || marked || isNumbered(tokens, at)) {
    // A short code is one if nothing stands between it and the word.
    const isNear = marked || isPlainCode(code) || isNumbered(tokens, at) || isTightlyAnnounced(tokens, at);
    // "5000K" is a colour's temperature, "order 8813K" is an order.
    const isCode = isCodeOfOrder(code) || (isTightlyAnnounced(tokens, at) && /^\d{4,}[A-Z]$/u.test(code));
    return isNear && isCode ? 'certain' : undefined;
  }
  return isCodeAlone(code) || (isReferredTo(tokens, at, code) && isCodeReferredTo(code))
    ? 'certain'
    : undefined;
}

/** Words that lead to what a message is about. */
const REFERRING = wordSet(
  'for from about cancel re of regarding concerning confirmation with on für zu zur aus von bei über wegen betr betreffend betrifft ' +
    'pour du annuler concernant del el sobre por anulen anular cancelar van voor over met bij annuleer uit naar',
);

/** "BM-220": within a text, whatever begins with so few digits may as well be an article. */
const isModel = (code: string): boolean => /^\p{L}+[-_./]?\d{1,3}$/u.test(code);

/** "cancel 88-K21", "(1002-R)", or at the beginning of a sentence. */
export function isReferredTo(tokens: readonly Token[], at: number, code = ''): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  return (
    before === undefined ||
    token?.bracketed === true ||
    (before.endsSentence && !isAbbreviation(wordAt(tokens, at - 1)) && !isModel(code)) ||
    REFERRING.has(wordAt(tokens, at - 1).replace(/^[dl]['’]/u, ''))
  );
}

/** The number as systems write it: without `#` and spaces, letters in upper case, leading zeros kept. */
export function orderNumberValue(raw: string): string {
  return raw.replace(/^#|\s/gu, '').toUpperCase();
}

function readDigits(
  tokens: readonly Token[],
  at: number,
  digits: string,
  announced: boolean,
): OrderNumberReading {
  if (announced && digits.length >= 3) {
    const couldBePostcode = digits.length === 5 && followsNumber(tokens, at);
    if (digits.length >= 5) return couldBePostcode ? 'bare' : 'certain';
    const after = contextAfter(tokens, at) === 'order';
    if (!after && !isTightlyAnnounced(tokens, at)) return undefined;
    return YEAR.test(digits) && !isDirectlyAfterOrder(tokens, at) ? undefined : 'certain';
  }
  if (digits.length < 5 || digits.length > 9) return undefined;
  if (isRoughly(tokens, at) || isRestOfCode(tokens, at)) return undefined;
  return 'bare';
}

/** "order 2019" names a number; "the order was 2019" may name a year. */
function isDirectlyAfterOrder(tokens: readonly Token[], at: number): boolean {
  return !['is', 'was', 'ist', 'war', 'and', 'und'].includes(wordAt(tokens, at - 1));
}

const NO_PREFIXES =
  /^(?:ID|NR|NO|UPS|DHL|DPD|GLS|UK|USA|PDF|SMS|OK|HI|PO|SO|ORD|AND|THE|PLS|PLZ|MY|FOR|IS|OF|NOT|BIS)$/u;

/** "KL 448120", "CN 118820": capital letters before a number make it a code for something else. */
function isRestOfCode(tokens: readonly Token[], at: number): boolean {
  const letters = tokens[at - 1]?.text ?? '';
  if (!/^[A-Z]{2,3}$/u.test(letters) || NO_PREFIXES.test(letters) || !isJoinedToNext(tokens, at - 1))
    return false;
  // In a text all in capitals they mean nothing.
  return hasSmallLetters(tokens);
}

const textsWithSmallLetters = new WeakMap<readonly Token[], boolean>();

/** Looked up once a text: each of its numbers asks. */
function hasSmallLetters(tokens: readonly Token[]): boolean {
  const known = textsWithSmallLetters.get(tokens);
  if (known !== undefined) return known;
  const has = tokens.some(({ text }) => /^\p{Ll}{2,}$/u.test(text));
  textsWithSmallLetters.set(tokens, has);
  return has;
}

/** "about 15000", "over 12500", and round thousands say how many, not which. */
function isRoughly(tokens: readonly Token[], at: number): boolean {
  const digits = tokens[at]?.text ?? '';
  if (digits.endsWith('000')) return true;
  const vague = [
    'about',
    'over',
    'around',
    'under',
    'über',
    'unter',
    'than',
    'als',
    '~',
    'ca',
    'only',
    'nur',
  ];
  return digits.endsWith('00') && vague.includes(wordAt(tokens, at - 1));
}

/** A price or a quantity: "12345 EUR", "10000 steps". */
function isMeasured(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token !== undefined && !token.endsPhrase && isUnit(wordAt(tokens, at + 1));
}
