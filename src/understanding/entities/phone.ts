/** Phone numbers: with a country or area code, or announced as one. */
import { contextBefore } from './number-context.js';
import { ownMatches, type Span } from './matches.js';
import { type Token, tokensOf } from './tokens.js';

/** "+44 20 7946 0123", "030/1234567", "(212) 555-0187", "555-0142": digits in groups. */
const SHAPE = /(?:\+|\(\+?)?\d(?:[\d ()./-]{4,22})\d/gu;

const AROUND = 80;

/** Every phone number. */
export function phones(text: string): Span[] {
  return ownMatches(SHAPE, text).flatMap((span) => {
    // Only the surrounding words matter.
    const from = Math.max(0, span.start - AROUND);
    const tokens = tokensOf(text.slice(from, span.end + AROUND)).map((token) => ({
      ...token,
      start: token.start + from,
      end: token.end + from,
    }));
    const cut = withoutTail(span, tokens);
    return cut !== undefined && standsAlone(text, cut) && isPhone(cut, tokens) ? [cut] : [];
  });
}

/** As dialled: digits, with `+` for the country code. */
export function phoneValue(raw: string): string {
  const digits = raw.replace(/\(0\)/gu, '').replace(/\D/gu, '');
  if (raw.trimStart().replace('(', '').startsWith('+')) return `+${digits}`;
  return digits.startsWith('00') ? `+${digits.slice(2)}` : digits;
}

/** Numbers that follow after a space and are preceded by a comma or the like belong to something else. */
function withoutTail({ start, end, raw }: Span, tokens: readonly Token[]): Span | undefined {
  const inside = tokens.filter((token) => token.start >= start && token.start < end);
  const last = inside.find((token, at) => token.endsSentence && at < inside.length - 1);
  const until = last === undefined ? end : last.end;
  const cut = raw.slice(0, until - start).replace(/[ (./-]+$/u, '');
  return cut === '' ? undefined : { raw: cut, start, end: start + cut.length };
}

function standsAlone(text: string, { start, end }: Span): boolean {
  const touches = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_#-]/u.test(character);
  return !touches(text[start - 1]) && !touches(text[end]);
}

function isPhone({ raw, start }: Span, tokens: readonly Token[]): boolean {
  const digits = raw.replace(/\D/gu, '').length;
  if (digits > 15 || digits < 6 || isDate(raw)) return false;
  const at = tokens.findIndex((token) => token.end > start);
  const context = at < 0 ? undefined : contextBefore(tokens, at);
  if (context === 'phone') return true;
  if (context !== undefined) return false;
  if (raw.startsWith('+') || raw.startsWith('(+')) return digits >= 8;
  if (/^\(\d{3}\) ?\d{3}[- .]\d{4}$|^\d{3}[-.]\d{3}[-.]\d{4}$/u.test(raw)) return true;
  const isAreaCode = /^\(?0[1-9]\d{0,4}\)?[ /]/u.test(raw)
    ? digits >= 8
    : /^\(?0[1-9]\d{0,4}\)?-/u.test(raw) && digits >= 9;
  return isAreaCode || (/^0\d{9,13}$/u.test(raw) && !raw.startsWith('000'));
}

const isDate = (raw: string): boolean =>
  /^\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?: |$)/u.test(raw) || /^\d{4}-\d{2}-\d{2}/u.test(raw);
