/** Tracking numbers: shapes of carriers, and what the words before call one. */
import { RE2JS } from 're2js';
import type { Entity } from '../../interpreter/protocol.js';
import { contextBefore } from './context.js';
import { matches, type Span } from './matches.js';
import { tokensOf } from './tokens.js';

/** Carrier shapes that nothing else has: BL…, UPS 1Z…, DHL JJD… and 0034…, postal S10. */
const SHAPE = RE2JS.compile(
  '\\b(?:BL\\d{10}|1Z(?: ?[0-9A-Z]){16}|JJD ?(?:\\d ?){15,19}\\d|JVGL\\d{12,20}|0034\\d{16}|[A-Z]{2}\\d{9}[A-Z]{2})\\b',
  RE2JS.CASE_INSENSITIVE,
);

/** Every tracking number; its value is in upper case without spaces. */
export function trackingNumbers(text: string): Entity[] {
  const shaped = matches(SHAPE, text);
  const announced = announcedNumbers(text).filter(
    (span) => !shaped.some((other) => span.start < other.end && other.start < span.end),
  );
  return [...shaped, ...announced].map(({ raw, start, end }) => ({
    type: 'tracking_number',
    value: raw.replace(/\s/gu, '').toUpperCase(),
    raw,
    start,
    end,
    source: 'rule',
  }));
}

/** "tracking number 123456789012": 8 to 34 letters and digits, most of them digits. */
function announcedNumbers(text: string): Span[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at) => {
    if (!looksLikeTracking(token.text) || contextBefore(tokens, at) !== 'tracking') return [];
    return [{ raw: token.text, start: token.start, end: token.end }];
  });
}

function looksLikeTracking(text: string): boolean {
  if (!/^[0-9A-Za-z]{8,34}$/u.test(text)) return false;
  return text.replace(/\D/gu, '').length * 2 > text.length;
}
