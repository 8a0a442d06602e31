/** All entities of a message, in the order of their places; no two share a character. */
import type { Entity, FactKind } from '../../interpreter/protocol.js';
import { emails } from './email.js';
import { blank } from './matches.js';
import { orderNumberValue, readOrderNumber } from './order-number.js';
import { isPostcode, letteredPostcodes, postcodeValue } from './postcode.js';
import { isDigits, type Token, tokensOf } from './tokens.js';
import { trackingNumbers } from './tracking-number.js';

/** Finds entities; `expected` are the facts that an open question asks for, in the order of the question. */
export function findEntities(text: string, expected: readonly FactKind[] = []): Entity[] {
  const found = emails(text);
  found.push(...trackingNumbers(blank(text, found)));
  for (const { raw, start, end } of letteredPostcodes(blank(text, found), expected.includes('postcode')))
    found.push(entity('postcode', { text: raw, start, end }));
  found.push(...numbers(blank(text, found), expected));
  return found.sort((a, b) => a.start - b.start);
}

/** Order numbers and postcodes of digits. */
function numbers(text: string, expected: readonly FactKind[]): Entity[] {
  const tokens = tokensOf(text);
  const certain: Entity[] = [];
  const bare: Token[] = [];
  tokens.forEach((token, at) => {
    if (isPostcode(tokens, at)) certain.push(entity('postcode', token));
    else if (readOrderNumber(tokens, at) === 'certain') certain.push(entity('order_number', token));
    else if (readOrderNumber(tokens, at) === 'bare') bare.push(token);
    else if (isBareAnswer(tokens, token, expected)) certain.push(entity('postcode', token));
  });
  return [...certain, ...readBare(bare, certain, expected)];
}

/** A four-digit postcode as the whole answer to the question for one. */
function isBareAnswer(tokens: readonly Token[], token: Token, expected: readonly FactKind[]): boolean {
  return tokens.length === 1 && expected.includes('postcode') && isDigits(token.text, 4, 4);
}

/** Five bare digits are a postcode if one is asked for and the order number is not, or is there already. */
function readBare(
  bare: readonly Token[],
  certain: readonly Entity[],
  expected: readonly FactKind[],
): Entity[] {
  const couldBePostcode = (token: Token): boolean =>
    expected.includes('postcode') &&
    isDigits(token.text, 5, 5) &&
    !certain.some(({ type }) => type === 'postcode');
  const numberIsThere =
    certain.some(({ type }) => type === 'order_number') || bare.some((token) => !couldBePostcode(token));
  const taken = numberIsThere || !expected.includes('number');
  const order = bare.filter(couldBePostcode);
  const numberFirst = expected.indexOf('number') < expected.indexOf('postcode');
  const numberAt = taken ? -1 : numberFirst ? 0 : order.length - 1;
  return bare.map((token) =>
    entity(couldBePostcode(token) && order.indexOf(token) !== numberAt ? 'postcode' : 'order_number', token),
  );
}

function entity(
  type: 'order_number' | 'postcode',
  { text, start, end }: Pick<Token, 'text' | 'start' | 'end'>,
): Entity {
  const value = type === 'postcode' ? postcodeValue(text) : orderNumberValue(text);
  return { type, value, raw: text, start, end, source: 'rule' };
}
