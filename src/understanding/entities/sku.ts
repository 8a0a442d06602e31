/** Article numbers: whatever the preceding words call one. */
import { contextBefore, isTightlyAnnounced } from './number-context.js';
import type { Span } from './matches.js';
import { hasDigit, tokensOf } from './tokens.js';

/** "SKU BT-4410-RED", "item 5512-A": codes with at least three digits; of two where nothing else can be meant: "SKU 42". */
export function skus(text: string): Span[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at) => {
    const least = announcement.test(text.slice(0, token.start)) ? 2 : 3;
    if (!hasDigit(token.text) || !isArticleCode(token.text, least)) return [];
    if (contextBefore(tokens, at) !== 'sku' || !isTightlyAnnounced(tokens, at)) return [];
    return [{ raw: token.text, start: token.start, end: token.end }];
  });
}

/** What only an article's number follows. */
const announcement =
  /(?:\bsku|\bart(?:ikel)?-?(?:nr|nummer|no)|\b(?:item|article|product) (?:no|number|code))[.:#\s]{0,3}$/iu;

function isArticleCode(text: string, least: number): boolean {
  if (text.length > 32 || !/^#?[0-9A-Za-z]+(?:[-_./][0-9A-Za-z]+)*$/u.test(text)) return false;
  const digits = text.replace(/\D/gu, '').length;
  return digits >= least && digits <= 14;
}
