/** Words of a message with their positions, for looking around a number. */
import type { Span } from './matches.js';

/** A piece between spaces and brackets, without the punctuation at its ends. */
export interface Token {
  text: string;
  start: number;
  end: number;
  /** A full stop, a question mark or a line break follows. */
  endsSentence: boolean;
  /** Any punctuation follows. */
  endsPhrase: boolean;
  /** An opening bracket stands right before it. */
  bracketed: boolean;
}

const BREAKS = new Set(' \t\r\n\f\u00a0\u202f:=()[]{}<>"“”„|;–—·•');
/** Between the parts of a signature. */
const SEPARATORS = new Set('·•|–');
const TRAILING = new Set(".,!?…'’*");
const LEADING = new Set("*'‘’.,");
/** Marks that separate two long numbers, as in "4471200/4471201"; elsewhere they are part of a word. */
const BETWEEN_NUMBERS = new Set(',/&+');
const LONG_NUMBER = 4;

/** The tokens of a text, in one pass; `#` starts a token of its own. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    const character = text[at] ?? '\n';
    const parts = BETWEEN_NUMBERS.has(character) && isBetweenNumbers(text, start, at);
    if (!BREAKS.has(character) && character !== '#' && !parts) continue;
    if (at > start) pushTrimmed(tokens, text, start, at);
    const last = tokens.at(-1);
    if (last !== undefined && character === '\n') last.endsSentence = last.endsPhrase = true;
    if (last !== undefined && (parts || SEPARATORS.has(character))) last.endsPhrase = true;
    start = character === '#' ? at : at + 1;
  }
  return tokens;
}

/** "4471200/4471201" are two; "DE-2024/1187" and "2024/000123" are one. */
function isBetweenNumbers(text: string, start: number, at: number): boolean {
  if (text[at] === '/' && !/^#?\d+$/u.test(text.slice(start, at))) return false;
  if (text[at] === '/' && /^(?:19|20)\d\d$/u.test(text.slice(start, at))) return false;
  for (let step = 1; step <= LONG_NUMBER; step += 1)
    if (!isDigit(text[at - step]) || !isDigit(text[at + step])) return false;
  return true;
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9';

function pushTrimmed(tokens: Token[], text: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && LEADING.has(text[start] ?? '')) start += 1;
  while (end > start && TRAILING.has(text[end - 1] ?? '')) end -= 1;
  if (start === end) {
    // A mark on its own, as in "12345 !", ends what precedes it.
    const last = tokens.at(-1);
    const marks = text.slice(from, to);
    if (last !== undefined && /[.!?]/u.test(marks)) last.endsSentence = last.endsPhrase = true;
    return;
  }
  const after = text.slice(end, to);
  const endsSentence = ['.', '!', '?'].some((mark) => after.includes(mark));
  const bracketed = text[start - 1] === '(';
  tokens.push({
    text: text.slice(start, end),
    start,
    end,
    endsSentence,
    endsPhrase: after !== '',
    bracketed,
  });
}

/** True if a text is only digits, from `least` to `most` of them. */
export function isDigits(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most && /^[0-9]+$/u.test(text);
}

/** The token's word in lower case; empty if there is no token. */
export const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.text.toLowerCase() ?? '';

/** True if only a space separates this token from the next. */
export function isJoinedToNext(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return token !== undefined && next !== undefined && !token.endsPhrase && next.start - token.end <= 1;
}

/** True if it contains a digit. */
export const hasDigit = (text: string): boolean => /\d/u.test(text);

/** What `read` finds at each token, that many tokens long; from left to right, without overlap. */
export function readAlong<Found extends { length: number }>(
  text: string,
  read: (tokens: readonly Token[], at: number) => Found | undefined,
): (Span & { read: Found })[] {
  const tokens = tokensOf(text);
  const found: (Span & { read: Found })[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const here = read(tokens, at);
    const [first, last] = [tokens[at], tokens[at + (here?.length ?? 1) - 1]];
    if (here === undefined || first === undefined || last === undefined) continue;
    const { start } = first;
    found.push({ read: here, raw: text.slice(start, last.end), start, end: last.end });
    at += here.length - 1;
  }
  return found;
}
