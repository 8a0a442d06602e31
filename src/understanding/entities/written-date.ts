/** Dates that a text writes out: "3 May", "3.5.", "31/05/2026". */
import { monthOf } from '../../texts/languages/month-names.js';
import { type Day, exists } from './calendar-day.js';
import type { Span } from './matches.js';
import { isDigits, type Token, tokensOf, wordAt } from './tokens.js';
import { isUnit } from './number-context-words.js';

/** A day, and where it is written. */
export type WrittenDate = Span & Day;

/** Every date, except a slashed one whose month cannot be told from its day. */
export function writtenDates(text: string): WrittenDate[] {
  const tokens = tokensOf(text);
  const found: WrittenDate[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const numeric =
      token.text.length > 10 ? undefined : (numericDay(token, text) ?? slashedWithoutYear(tokens, at));
    const named = numeric === undefined ? namedDay(tokens, at) : undefined;
    const day = numeric ?? named?.day;
    if (day === undefined || !exists(day)) continue;
    const last = tokens[at + (named?.length ?? 1) - 1] ?? token;
    // The full stop of "3.5." belongs to the date.
    const end =
      numeric !== undefined && /^\d+\.\d+$/u.test(token.text) && text[last.end] === '.'
        ? last.end + 1
        : last.end;
    found.push({ ...day, raw: text.slice(token.start, end), start: token.start, end });
    at += (named?.length ?? 1) - 1;
  }
  return found;
}

/** "2026-05-03", "03.05.2026", "3.5.", "31/05/2026". */
function numericDay({ text: token, end }: Token, text: string): Day | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(token);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?$/u.exec(token);
  if (dotted) {
    // In mid-sentence "10.5" is as often a size or a price as a day.
    if (dotted[3] === undefined && text[end] !== '.') return undefined;
    return { ...yearOf(dotted[3]), month: Number(dotted[2]), day: Number(dotted[1]) };
  }
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/u.exec(token);
  return slashed ? slashedDay(Number(slashed[1]), Number(slashed[2]), slashed[3]) : undefined;
}

/** "17/08" and "8/17"; if both could be months it is ambiguous, and "page 14/20" is no date. */
function slashedWithoutYear(tokens: readonly Token[], at: number): Day | undefined {
  const [, first, second] = /^(\d{1,2})\/(\d{1,2})$/u.exec(tokens[at]?.text ?? '') ?? [];
  if (first === undefined || second === undefined || tokens[at]?.text === '24/7') return undefined;
  const next = wordAt(tokens, at + 1);
  if (/^(?:page|part|step|seite|teil|blatt|size|größe|gr|room|flat)$/u.test(wordAt(tokens, at - 1)))
    return undefined;
  if (isUnit(next) || /^(?:of|von|stars?|sterne)$/u.test(next)) return undefined;
  return slashedDay(Number(first), Number(second), undefined);
}

function slashedDay(first: number, second: number, year: string | undefined): Day | undefined {
  if (first > 12 || first === second) return { ...yearOf(year), month: second, day: first };
  return second > 12 ? { ...yearOf(year), month: first, day: second } : undefined;
}

/** "3 May 2026", "3. Mai", "3rd of May", "May 3rd". */
function namedDay(tokens: readonly Token[], at: number): { day: Day; length: number } | undefined {
  const first = wordAt(tokens, at);
  if (!/^\d/u.test(first) && monthOf(first) === undefined) return undefined;
  const of = wordAt(tokens, at + 1) === 'of' ? 1 : 0;
  const dayFirst = isMonth(tokens, at + 1 + of) ? monthOf(wordAt(tokens, at + 1 + of)) : undefined;
  const month = dayFirst ?? (isMonth(tokens, at) ? monthOf(first) : undefined);
  const written = dayFirst === undefined ? wordAt(tokens, at + 1) : first;
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/u.exec(written)?.[1];
  if (month === undefined || day === undefined) return undefined;
  const length = dayFirst === undefined ? 2 : 2 + of;
  const third = wordAt(tokens, at + length);
  const year = isDigits(third, 4, 4) && /^(?:19|20)/u.test(third) ? { year: Number(third) } : {};
  return { day: { ...year, month, day: Number(day) }, length: year.year === undefined ? length : length + 1 };
}

/** "order 12 may be late" does not name a month. */
function isMonth(tokens: readonly Token[], at: number): boolean {
  const next = wordAt(tokens, at + 1);
  return (
    tokens[at]?.text !== 'may' || !/^(?:be|have|not|i|we|you|also|it|take|get|come|well|need)$/u.test(next)
  );
}

function yearOf(written: string | undefined): { year?: number } {
  if (written === undefined) return {};
  return { year: Number(written) + (written.length === 2 ? 2000 : 0) };
}
