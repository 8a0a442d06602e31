/** Parses an expression's CEL syntax with cel-js, which does nothing else here (DESIGN §4, Expressions). */
import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { dayIn } from '../literals.js';

// Syntax errors of expressions, worded for people who know no programming language.

/** What is wrong, where, and what to do if that is known. */
interface SyntaxMistake {
  at: number;
  message: string;
  hint?: string;
}

/** Longest expression, in characters. */
const MAX_LENGTH = 1024;

const inParts = 'Compute a part of it in a `set` step first.';

/** An expression that is too long. */
const tooLong: SyntaxMistake = {
  at: MAX_LENGTH,
  message: `The expression is longer than ${MAX_LENGTH} characters.`,
  hint: inParts,
};

/** An expression that is nested too deeply. */
const tooDeep = (at: number): SyntaxMistake => ({
  at,
  message: 'The expression is nested too deeply.',
  hint: inParts,
});

/** Words and symbols of other languages, and their equivalents here. */
const inOtherLanguages: Readonly<Record<string, string>> = {
  and: '&&',
  or: '||',
  not: '!',
  is: '==',
  equals: '==',
  '=': '==',
  '===': '==',
  '!==': '!=',
  '<>': '!=',
  '=>': '>=',
  '=<': '<=',
  '&': '&&',
  '|': '||',
};

/** Explains what the parser found at `at`; `summary` is the parser's own sentence. */
function explainSyntax(source: string, at: number, summary: string): SyntaxMistake {
  if (/Exceeded maxDepth/.test(summary)) return tooDeep(at);
  if (/Exceeded/.test(summary)) return { at, message: 'The expression has too many parts.', hint: inParts };
  if (/Unterminated string|Newlines not allowed/.test(summary))
    return { at, message: 'This text has no closing quote.', hint: 'Close it: `"…"`.' };
  const missing = /Expected (R[A-Z]+), got EOF/.exec(summary)?.[1] ?? '';
  const closing = Object.hasOwn(brackets, missing) ? brackets[missing] : undefined;
  if (closing !== undefined)
    return { at, message: `A \`${closing}\` is missing at the end.`, hint: `Close it with \`${closing}\`.` };
  if (/COLON, got EOF/.test(summary))
    return {
      at,
      message: 'After `?`, both values are needed.',
      hint: 'Write `condition ? value : otherwise`.',
    };
  if (summary.endsWith('EOF'))
    return {
      at,
      message: 'The expression is not complete.',
      hint: 'Add the value to compare after the operator.',
    };
  return explainWord(source, at) ?? { at, message: `\`${wordAt(source, at).word}\` is not allowed here.` };
}

const brackets: Readonly<Record<string, string>> = { RPAREN: ')', RBRACKET: ']', RBRACE: '}' };

/** A day as people write one, anywhere around a place. */
const days = /\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{1,2}-\d{1,2}/g;

/** Filters of templates such as Jinja and Liquid, and how their effect is written here. */
const filters: Readonly<Record<string, (value: string, argument: string) => string>> = {
  default: (value, argument) => `${value}.orValue(${argument === '' ? '"…"' : argument})`,
  d: (value, argument) => `${value}.orValue(${argument === '' ? '"…"' : argument})`,
  upper: (value) => `${value}.upperAscii()`,
  upcase: (value) => `${value}.upperAscii()`,
  lower: (value) => `${value}.lowerAscii()`,
  downcase: (value) => `${value}.lowerAscii()`,
  length: (value) => `size(${value})`,
  size: (value) => `size(${value})`,
  count: (value) => `size(${value})`,
  join: (value, argument) => `${value}.join(${argument === '' ? '", "' : argument})`,
  first: (value) => `${value}[0]`,
};

/** `x | default("y")`, as templates write it, and `x ?? "y"`. */
function explainFilter(source: string): SyntaxMistake | undefined {
  const [, left = '', name = '', argument = ''] =
    /^([^|]*[^|\s])\s*\|\s*([a-z_]\w*)\s*(?:[(:]\s*([^)]*?)\s*\)?)?\s*$/i.exec(source) ?? [];
  if (name !== '' && !/^(inputs|steps|policy|item|run|merchant|conversation|true|false)$/.test(name)) {
    const write = Object.hasOwn(filters, name.toLowerCase()) ? filters[name.toLowerCase()] : undefined;
    return {
      at: source.indexOf('|', left.length),
      message: 'Expressions have no filters: `|` is not supported.',
      hint:
        write === undefined
          ? 'Use a function, such as `x.orValue("…")`, or compute the value in a `set` step.'
          : `Write \`${write(left.trim(), argument)}\`.`,
    };
  }
  const [, before = '', after = ''] = /^([^?]*[^?\s])\s*\?[?:]\s*(.+?)\s*$/.exec(source) ?? [];
  if (after === '') return undefined;
  const operator = source.includes('??') ? '??' : '?:';
  return {
    at: source.indexOf(operator),
    message: `\`${operator}\` is not supported in expressions.`,
    hint: `Write \`${before.trim()}.orValue(${after})\`.`,
  };
}

function explainWord(source: string, at: number): SyntaxMistake | undefined {
  const { word, start } = wordAt(source, at);
  const filter = /^[|?]/.test(word) || /\?[?:]/.test(source) ? explainFilter(source) : undefined;
  if (filter !== undefined) return filter;
  const dash = /[\u2010-\u2015\u2212]/.exec(word) !== null;
  if (dash || /[^\S \t\r\n]|[\u200b\u2060]/.test(word)) {
    const [is, meant] = dash ? ['A long dash', 'a minus'] : ['A no-break space', 'a space'];
    const code = `U+${(word.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    return {
      at: start,
      message: `${is} (${code}) is used here instead of ${meant}.`,
      hint: 'Type it again.',
    };
  }
  const day = [...source.matchAll(days)].find(
    ({ index, 0: found }) => index <= at && at <= index + found.length,
  );
  if (day !== undefined)
    return {
      at: day.index,
      message: `\`${day[0]}\` is not a date in an expression.`,
      hint: `Write \`date("${dayIn(day[0]) ?? '2026-12-31'}")\`.`,
    };
  if (/[“”„‘’‚«»]/.test(word))
    return { at: start, message: `\`${word}\` is not a valid quote.`, hint: 'Use straight quotes: `"…"`.' };
  const before = /(\S+)\s+$/.exec(source.slice(0, start)) ?? undefined;
  for (const [name, place] of [
    [word, start] as const,
    [before?.[1] ?? '', before?.index ?? start] as const,
  ]) {
    const ours = Object.hasOwn(inOtherLanguages, name.toLowerCase())
      ? inOtherLanguages[name.toLowerCase()]
      : undefined;
    if (ours !== undefined)
      return {
        at: place,
        message: `\`${name}\` is not supported in expressions.`,
        hint: `Write \`${ours}\`.`,
      };
  }
  const number = /-?\d+(?:\.\d+)?$/.exec(before?.[1] ?? '')?.[0];
  if (number === undefined || before === undefined) return undefined;
  const place = before.index + (before[1]?.length ?? 0) - number.length;
  if (/^[A-Z]{3}$/.test(word)) return amountOf(place, `${number} ${word}`, 'money');
  return /^(second|minute|hour|day|business)s?$/.test(word)
    ? amountOf(place, `${number} ${word}`, 'duration')
    : undefined;
}

const amountOf = (at: number, raw: string, constant: string): SyntaxMistake => ({
  at,
  message: `\`${raw}\` is not written like this in an expression.`,
  hint: `Write \`${constant}("${raw}")\`.`,
});

/** The word, or the run of symbols, around a place. */
function wordAt(source: string, at: number): { word: string; start: number } {
  const place = Math.min(at, source.length - 1);
  const same = /\w/.test(source[place] ?? '') ? /\w/ : /[=<>!&|]/;
  if (!same.test(source[place] ?? '')) return { word: source[place] ?? '', start: place };
  let [start, end] = [place, place];
  while (start > 0 && same.test(source[start - 1] ?? '')) start--;
  while (end < source.length && same.test(source[end] ?? '')) end++;
  return { word: source.slice(start, end), start };
}

/** A node of CEL's syntax tree; `start` is a character offset in the expression. */
export type Node = ASTNode;

const parser = new Environment({
  limits: { maxAstNodes: 500, maxDepth: 50, maxListElements: 100, maxMapEntries: 10, maxCallArguments: 8 },
});

/** The tree, or the syntax mistake and its place. */
export function parseExpression(source: string): { node: Node } | SyntaxMistake {
  if (source.trim() === '')
    return {
      at: 0,
      message: 'The expression is empty.',
      hint: 'Write what to read: `${inputs.orderNumber}`.',
    };
  if (source.length > MAX_LENGTH) return tooLong;
  try {
    return { node: parser.parse(source).ast };
  } catch (error) {
    if (error instanceof ParseError) return explainSyntax(source, error.range?.start ?? 0, error.summary);
    if (error instanceof RangeError) return tooDeep(0);
    // cel-js expands its macros while parsing, and rejects their arguments with errors of other kinds.
    return { at: 0, message: 'The expression cannot be read.' };
  }
}

/** A piece of a text: words, or an expression with the place of its first character. */
export type Piece = { words: string } | { source: string; at: number };

/** Splits a text at its `${…}`; `unclosed` is where one starts that does not end. */
export function splitText(text: string): { pieces: Piece[]; unclosed?: number } {
  const pieces: Piece[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    if (start < 0) break;
    const end = closingBrace(text, start + 2);
    if (end === undefined) return { pieces, unclosed: start };
    if (start > from) pieces.push({ words: text.slice(from, start) });
    pieces.push({ source: text.slice(start + 2, end), at: start + 2 });
    from = end + 1;
  }
  if (from < text.length) pieces.push({ words: text.slice(from) });
  return { pieces };
}

/** The brace that closes an expression, skipping those inside a text or a nested pair. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 0;
  let quote: string | undefined;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (quote !== undefined) {
      if (character === '\\') at++;
      else if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
  }
  return undefined;
}
