/** A merchant's own order number formats, from merchant.yaml: linear-time RE2 patterns. */
import { createRequire } from 'node:module';
import type * as re2js from 're2js';
import type { OrderNumberForms } from '../../contracts/understanding.js';
import { matches, overlap, type Span } from './matches.js';

const LONGEST_PATTERN = 200;

/** What is wrong with a pattern, or nothing. */
export function wrongPattern(pattern: string): string | undefined {
  if (pattern.length > LONGEST_PATTERN) return `A pattern has at most ${LONGEST_PATTERN} characters`;
  const compiled = compile(pattern);
  if (compiled === undefined) return 'It is no pattern of RE2';
  if (compiled.matcher('').matches()) return 'It matches the empty text';
  if (hasChoice(pattern)) return undefined;
  const itself = pattern.includes('#') ? ', as `#` stands for itself' : '';
  return `It matches the text \`${pattern}\` alone${itself}`;
}

/** Whether a pattern leaves a character open; one without that is a mask of another tool, or a number as an example. */
const hasChoice = (pattern: string): boolean => /[.[|]|\\[dDwWsSpPC]/.test(pattern);

/** The pattern that a mask such as `W####` or an example such as `W1234` stands for, if it stands for one. */
export function patternMeant(pattern: string): string | undefined {
  if (hasChoice(pattern)) return undefined;
  const meant = pattern.replaceAll(/[#?_]+|\d+|\*|([NnXx0])\1+/g, (part) =>
    part === '*' ? '\\d+' : `\\d{${part.length}}`,
  );
  return meant !== pattern && compile(meant) !== undefined ? meant : undefined;
}

/** Every number in the merchant's formats that stands alone: no letter or digit touches it. */
export function ownOrderNumbers(text: string, { patterns }: OrderNumberForms): Span[] {
  const found = patterns.flatMap((pattern) => {
    const compiled = compiledOnce(pattern);
    return compiled === undefined ? [] : matches(compiled, text).filter((span) => standsAlone(text, span));
  });
  const longestFirst = found.sort((a, b) => b.raw.length - a.raw.length || a.start - b.start);
  const kept: Span[] = [];
  for (const span of longestFirst) if (!kept.some((other) => overlap(span, other))) kept.push(span);
  return kept;
}

function standsAlone(text: string, { raw, start, end }: Span): boolean {
  const touches = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  return raw !== '' && !touches(text[start - 1]) && !touches(text[end]);
}

const compiledPatterns = new Map<string, re2js.RE2JS | undefined>();

/** Patterns come only from merchants' files, so the map stays small. */
function compiledOnce(pattern: string): re2js.RE2JS | undefined {
  if (!compiledPatterns.has(pattern)) compiledPatterns.set(pattern, compile(pattern));
  return compiledPatterns.get(pattern);
}

const require = createRequire(import.meta.url);

function compile(pattern: string): re2js.RE2JS | undefined {
  // Loaded only for merchants with their own formats: it would take a sixth of every cold start.
  const { RE2JS } = require('re2js') as typeof re2js;
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}
