/** Article numbers: whatever the preceding words call one. */
import { contextBefore, isTightlyAnnounced } from './context.js';
import type { Span } from './matches.js';
import { hasDigit, tokensOf } from './tokens.js';

/** "SKU BT-4410-RED", "Artikelnummer 440012", "item no. 5512-A": codes with at least three digits. */
export function skus(text: string): Span[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at) => {
    if (!hasDigit(token.text) || !isArticleCode(token.text)) return [];
    if (contextBefore(tokens, at) !== 'sku' || !isTightlyAnnounced(tokens, at)) return [];
    return [{ raw: token.text, start: token.start, end: token.end }];
  });
}

function isArticleCode(text: string): boolean {
  if (text.length > 32 || !/^#?[0-9A-Za-z]+(?:[-_./][0-9A-Za-z]+)*$/u.test(text)) return false;
  const digits = text.replace(/\D/gu, '').length;
  return digits >= 3 && digits <= 14;
}
