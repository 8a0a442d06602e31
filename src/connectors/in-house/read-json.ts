/** JSON from a system nobody here controls: bounded in depth, big integers with all their digits, no prototypes. */
import type { Json } from '../../json.js';

const MAX_DEPTH = 64;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const MARK = /["[\]{}\d-]/g;

/** The value, or undefined when the text is no JSON or nests deeper than 64. An integer beyond 2^53 becomes a text. */
export function readJson(text: string): Json | undefined {
  const safe = quoteBigIntegers(text);
  if (safe === undefined) return undefined;
  try {
    // JSON.parse gives JSON; a `__proto__` member is dropped.
    return JSON.parse(safe, (name, value: unknown) => (name === '__proto__' ? undefined : value)) as Json;
  } catch {
    return undefined;
  }
}

/** One pass over the text, each character looked at once; undefined when it nests too deeply. */
function quoteBigIntegers(text: string): string | undefined {
  const pieces: string[] = [];
  let copied = 0;
  let depth = 0;
  MARK.lastIndex = 0;
  for (let mark = MARK.exec(text); mark; mark = MARK.exec(text)) {
    const character = mark[0];
    if (character === '"') MARK.lastIndex = endOfString(text, mark.index);
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    else {
      const number = numberAt(text, mark.index);
      MARK.lastIndex = mark.index + number.length;
      if (!isBigInteger(number)) continue;
      pieces.push(text.slice(copied, mark.index), `"${number}"`);
      copied = MARK.lastIndex;
    }
    if (depth > MAX_DEPTH) return undefined;
  }
  return pieces.length === 0 ? text : [...pieces, text.slice(copied)].join('');
}

/** Index behind the closing quote; the text's end when there is none, which JSON.parse then refuses. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}

function numberAt(text: string, start: number): string {
  NUMBER.lastIndex = start;
  return NUMBER.exec(text)?.[0] ?? text.charAt(start);
}

const isBigInteger = (number: string): boolean =>
  /^-?\d{16,}$/.test(number) && !Number.isSafeInteger(Number(number));
