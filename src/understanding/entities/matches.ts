/** Every match of a linear-time pattern. */
import type { RE2JS } from 're2js';

/** A verbatim piece of a text. */
export interface Span {
  raw: string;
  start: number;
  end: number;
}

/** True if two spans share a character. */
export const overlap = (a: Pick<Span, 'start' | 'end'>, b: Pick<Span, 'start' | 'end'>): boolean =>
  a.start < b.end && b.start < a.end;

/** Matches from left to right, without overlap. */
export function matches(pattern: RE2JS, text: string): Span[] {
  const matcher = pattern.matcher(text);
  const spans: Span[] = [];
  while (matcher.find())
    spans.push({
      raw: text.slice(matcher.start(), matcher.end()),
      start: matcher.start(),
      end: matcher.end(),
    });
  return spans;
}

/** A match as a span. */
export const spanOf = ({ 0: raw, index }: RegExpExecArray): Span => ({
  raw,
  start: index,
  end: index + raw.length,
});

/** Matches of one of our own patterns; each limits the length of its matches, so that it takes linear time. */
export const ownMatches = (pattern: RegExp, text: string): Span[] => [...text.matchAll(pattern)].map(spanOf);

/** A pattern that takes V8 milliseconds to compile, and a plain one that occurs in every text it matches. */
export interface Cued {
  cue: RegExp;
  pattern: RegExp;
}

/** Matches of such a pattern. */
export const cuedMatches = ({ cue, pattern }: Cued, text: string): RegExpExecArray[] =>
  cue.test(text) ? [...text.matchAll(pattern)] : [];

/** The text with the spans replaced by a letter that no entity contains, so that positions stay valid. */
export function blank(text: string, spans: readonly Pick<Span, 'start' | 'end'>[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    rest += text.slice(at, start) + '_'.repeat(end - start);
    at = end;
  }
  return rest + text.slice(at);
}
