/** Order numbers and all-digit postcodes: a number can be either, so they are read together. */
import type { Entity } from '../../contracts/understanding.js';
import type { FactKind } from '../../contracts/customer.js';
import type { Span } from './matches.js';
import { isPostcodeOfBlock } from './address-block.js';
import { isCodeOfOrder } from './order-code.js';
import { readOrderNumber } from './order-number.js';
import { isBehindStreet, isInSentenceOfPostcode, isPostcode } from './postcode.js';
import { spacedCodeAt } from './spaced-code.js';
import { hasDigit, isDigits, type Token, tokensOf, wordAt } from './tokens.js';

interface Numbers {
  orders: Span[];
  postcodes: Span[];
}

/** Reads the numbers of a text; `expected`: facts that a question asks for, `found`: entities already certain. */
export function numbersOf(text: string, expected: readonly FactKind[], found: readonly Entity[]): Numbers {
  const tokens = tokensOf(text);
  const numbers: Numbers = { orders: [], postcodes: [] };
  const bare: Token[] = [];
  const asked = expected.includes('number') && !expected.includes('postcode');
  const streets = found.filter(({ type }) => type === 'address');
  const isTownAhead = (token: Token): boolean =>
    isDigits(token.text.replace(/^[A-Z]{1,2}-/u, ''), 4, 5) &&
    (isBehindStreet(text, streets, token.start) ||
      (isDigits(token.text, 5, 5) && isPostcodeOfBlock(text, token)));
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const grouped = spacedCodeAt(tokens, at, asked && at === 0);
    if (grouped === undefined && !hasDigit(token.text)) continue;
    const glued = gluedToWord(token);
    if (grouped !== undefined) {
      const end = tokens[at + grouped.length - 1]?.end ?? token.end;
      numbers.orders.push({ raw: text.slice(token.start, end), start: token.start, end });
      at += grouped.length - 1;
    } else if (glued !== undefined) numbers.orders.push(glued);
    else if (isPostcode(tokens, at) || isTownAhead(token)) numbers.postcodes.push(spanOf(token));
    else if (readOrderNumber(tokens, at) === 'certain') numbers.orders.push(spanOf(token));
    else if (readOrderNumber(tokens, at) === 'bare') {
      if (isInSentenceOfPostcode(tokens, at)) numbers.postcodes.push(spanOf(token));
      else if (!isDenied(tokens, at) || numbers.orders.length + bare.length === 0) bare.push(token);
    } else if (isBareAnswer(tokens, token, expected)) numbers.postcodes.push(spanOf(token));
  }
  readBare(bare, numbers, expected, found);
  if (asked && numbers.orders.length === 0) numbers.orders.push(...askedFor(tokens));
  return numbers;
}

/** Longest answer in words in which the only number is the one that was asked for, whatever it looks like. */
const longestAnswer = 12;

function askedFor(tokens: readonly Token[]): Span[] {
  const [token, ...more] = tokens.filter(({ text }) => hasDigit(text));
  if (token === undefined || more.length > 0 || tokens.length > longestAnswer) return [];
  const code = token.text.replace(/^#/u, '');
  const isNumber = isDigits(code, 2, 12) || isCodeOfOrder(code) || /^\p{L}{1,3}\d{2,}$/u.test(code);
  return isNumber ? [spanOf(token)] : [];
}

/** "order991203", "Bestellung48213": the number directly follows the word. */
function gluedToWord({ text, end }: Token): Span | undefined {
  const [, digits] = /^(?:orders?|orderno|bestellung|bestellnr|auftrag)[.-]?(\d{4,10})$/iu.exec(text) ?? [];
  return digits === undefined ? undefined : { raw: digits, start: end - digits.length, end };
}

/** "it is 60092, not 60029". */
const isDenied = (tokens: readonly Token[], at: number): boolean =>
  /^(?:not|nicht)$/u.test(wordAt(tokens, at - 1));

/** A four-digit postcode as the answer to the question for one, alone or with its town. */
function isBareAnswer(tokens: readonly Token[], token: Token, expected: readonly FactKind[]): boolean {
  const isOnly = tokens.every((other) => other === token || /^\p{Lu}\p{L}+$/u.test(other.text));
  return isOnly && tokens.length <= 3 && expected.includes('postcode') && isDigits(token.text, 4, 4);
}

/** Five bare digits are a postcode if one is asked for and no order number is, or the order number is known. */
function readBare(
  bare: readonly Token[],
  numbers: Numbers,
  expected: readonly FactKind[],
  found: readonly Entity[],
): void {
  const hasPostcode = numbers.postcodes.length > 0 || found.some(({ type }) => type === 'postcode');
  const hasOrder = numbers.orders.length > 0 || found.some(({ type }) => type === 'order_number');
  const couldBePostcode = (token: Token): boolean =>
    expected.includes('postcode') && isDigits(token.text, 5, 5) && !hasPostcode;
  const numberIsThere = hasOrder || bare.some((token) => !couldBePostcode(token));
  const taken = numberIsThere || !expected.includes('number');
  const order = bare.filter(couldBePostcode);
  const numberFirst = expected.indexOf('number') < expected.indexOf('postcode');
  const numberAt = taken ? -1 : numberFirst ? 0 : order.length - 1;
  for (const token of bare) {
    const isPostcode = couldBePostcode(token) && order.indexOf(token) !== numberAt;
    (isPostcode ? numbers.postcodes : numbers.orders).push(spanOf(token));
  }
}

const spanOf = ({ text, start, end }: Token): Span => ({ raw: text, start, end });
