/** Messages that are an order number and no more: "1001", "#1001", "and what about 1002?". */
import type { Entity } from '../../contracts/understanding.js';
import type { PhraseKind } from '../../texts/languages/phrases.js';
import type { EntityHints } from '../entities/find-entities.js';
import { blank } from '../entities/matches.js';
import { isCodeOfOrder } from '../entities/order-code.js';
import { orderNumberValue } from '../entities/order-number.js';
import { hasDigit, isDigits, tokensOf } from '../entities/tokens.js';
import { smallTalkPhrases } from './small-talk.js';
import { languageOf, phrasesOf, wordsOf } from './known-phrases.js';

const kinds: ReadonlySet<PhraseKind> = new Set([...smallTalkPhrases, 'numbering']);

/** Longest text that is read, in UTF-16 units. */
const longest = 200;

/**
 * The number's entity, also of a number that a longer text would have to announce as an order's; and the message's language, if
 * its words tell.
 */
export function loneNumber(
  text: string,
  entities: readonly Entity[],
  { orderNumbers }: Pick<EntityHints, 'orderNumbers'>,
): { number: Entity; language: string } | undefined {
  if (text.trim().length > longest) return undefined;
  const found = entities.length === 0 && orderNumbers?.only !== true ? onlyCode(text) : entities;
  const [number] = found;
  if (
    number === undefined ||
    found.some(({ type, value }) => type !== 'order_number' || value !== number.value)
  )
    return undefined;
  const rest = blank(text, found);
  const phrases = hasDigit(rest) ? undefined : phrasesOf(wordsOf(rest), kinds);
  return phrases && { number, language: languageOf(phrases) };
}

/** The one token with digits, if it looks like an order's number. */
function onlyCode(text: string): Entity[] {
  const [token, ...more] = tokensOf(text).filter(({ text: word }) => hasDigit(word));
  if (token === undefined || more.length > 0) return [];
  const { text: raw, start, end } = token;
  const code = raw.replace(/^#/u, '');
  if (!isDigits(code, 3, 12) && !isCodeOfOrder(code)) return [];
  return [{ type: 'order_number', value: orderNumberValue(raw), raw, start, end, source: 'rule' }];
}
