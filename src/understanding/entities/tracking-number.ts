/** Tracking numbers: carriers' formats with check digits, and whatever the preceding words call one. */
import type { Entity } from '../../contracts/understanding.js';
import * as check from './check-digits.js';
import { contextBefore } from './number-context.js';
import { overlap, ownMatches, type Span } from './matches.js';
import { isDigits, type Token, tokensOf, wordAt } from './tokens.js';
import { isNumberWord } from './number-context-words.js';

/** Unmistakable carrier formats; with a wrong check digit it is a typo, but still a tracking number. */
const SHAPE =
  /\b(?:BL\d{10}|1Z(?: ?[0-9A-Z]){16}|JJD ?(?:\d ?){13,19}\d|JD ?(?:\d ?){17}\d|JVGL ?\d{12,20}|TBA\d{12}|9[1-5]\d{20}|3S[A-Z]{2,6}\d{6,9}|H\d{15,19}|H\d{2}[A-Z]{3}\d{10}|0034 ?(?:\d ?){15}\d|[A-Z]{2}\d{9}[A-Z]{2}|[A-Z]{2} \d{4} \d{4} \d ?[A-Z]{2})\b/giu;
/** Formats that count only with a correct check digit: S10, and groups of digits. */
const CHECKED = /\b(?:[A-Z]{2} ?(?:\d ?){8}\d ?[A-Z]{2}|\d(?: ?\d){9,21}[A-Z]?)\b/giu;
/** A carrier's name nearby makes a number more likely to be one. */
const CARRIER =
  /\b(?:dhl|dpd|gls|ups|hermes|fedex|usps|evri|royal mail|parcelforce|amazon logistics|deutsche post|canada post|postnl|colissimo|chronopost|la poste|correos|seur|bpost)\b/giu;

/** Every tracking number; its value is in upper case without spaces. */
export function trackingNumbers(text: string): Entity[] {
  const found: Span[] = ownMatches(SHAPE, text);
  const add = (spans: readonly Span[]): void => {
    found.push(...spans.filter((span) => !found.some((other) => overlap(span, other))));
  };
  const carriers = ownMatches(CARRIER, text);
  add(ownMatches(CHECKED, text).filter((span) => isChecked(span, carriers, text)));
  add(announcedNumbers(text));
  return found.map(({ raw, start, end }) => ({
    type: 'tracking_number',
    value: compact(raw),
    raw,
    start,
    end,
    source: 'rule',
  }));
}

/** True if some carrier's check digit is correct; common formats also need a carrier's name. */
function isChecked(span: Span, carriers: readonly Span[], text: string): boolean {
  const number = compact(span.raw);
  if (check.isS10(number) || check.isSscc(number) || check.isUsps(number) || check.isFedEx22(number))
    return true;
  const near = carriers.some(({ start, end }) => start < span.end + NEAR && end > span.start - NEAR);
  if (!near || followsOrderWord(text, span)) return false;
  return [
    check.isFedEx12,
    check.isFedEx15,
    check.isFedEx20,
    check.isCanadaPost,
    check.isIdentcode,
    check.isLeitcode,
    check.isDhlExpress,
    check.isGls,
    check.isDpd,
  ].some((is) => is(number));
}

const NEAR = 60;

function followsOrderWord(text: string, { start }: Span): boolean {
  const tokens = tokensOf(text.slice(Math.max(0, start - NEAR), start + 1));
  return contextBefore(tokens, tokens.length - 1) === 'order';
}

const compact = (raw: string): string => raw.replace(/\s/gu, '').toUpperCase();

/** "tracking number 123456789012": 8 to 34 letters and digits, most of them digits. */
function announcedNumbers(text: string): Span[] {
  const tokens = tokensOf(text);
  return tokens.flatMap((token, at) => {
    const announced = contextBefore(tokens, at) === 'tracking' && looksLikeTracking(token.text);
    if (!announced && !isNumberOfParcel(tokens, at)) return [];
    return [{ raw: token.text, start: token.start, end: token.end }];
  });
}

const PARCELS = new Set('parcel package paket päckchen sendung shipment'.split(' '));

/** "parcel 15501234567890": longer than order numbers. */
function isNumberOfParcel(tokens: readonly Token[], at: number): boolean {
  if (!isDigits(tokens[at]?.text ?? '', 10, 22)) return false;
  const before = isNumberWord(wordAt(tokens, at - 1)) ? at - 2 : at - 1;
  return PARCELS.has(wordAt(tokens, before));
}

function looksLikeTracking(text: string): boolean {
  if (!/^[0-9A-Za-z]{8,34}$/u.test(text)) return false;
  return text.replace(/\D/gu, '').length * 2 > text.length;
}
