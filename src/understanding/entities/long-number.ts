/** Long numbers that are no entities: payment cards (even masked), bank accounts (IBAN), article codes (EAN). */
import { ownMatches, type Span } from './matches.js';

const LONG =
  /\b[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?\b|(?<![*xX•])[*xX•]{2,20}(?:[ -][*xX•]{2,12}){0,4}[ -]?\d{2,4}\b|\b\d(?:[ -]?\d){12,18}\b/gu;

/** Order and carrier number formats of the same length. */
const NOT_THESE = /^\d{3}-\d{7}-\d{7}$/u;

/** Each long number; look for tracking numbers first. */
export function longNumbers(text: string): Span[] {
  return ownMatches(LONG, text).filter(({ raw }) => !NOT_THESE.test(raw));
}
