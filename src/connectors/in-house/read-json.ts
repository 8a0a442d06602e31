/** JSON from a system nobody here controls: bounded in depth, numbers with all their digits, no prototypes, one value a name. */
import type { Json } from '../../json.js';
import { losesDigits } from './json-number.js';

const MAX_DEPTH = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const MARK = /["[\]{}\d-]/g;
const COLON = /[ \t\r\n]*:/y;
/** Half a character of UTF-16, alone. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** The value, or undefined when the text is no JSON that is read here. */
export function readJson(text: string): Json | undefined {
  const read = checkedJson(text);
  return 'value' in read ? read.value : undefined;
}

/**
 * The value, or why there is none: it is no JSON, nests deeper than 64, or gives a name twice in one object (of two
 * amounts none can be trusted; RFC 7493). A number that a double cannot hold becomes a text with all its digits;
 * half a character becomes U+FFFD.
 */
export function checkedJson(text: string): { value: Json } | { problem: string } {
  const safe = new Scan(text).quoteLongNumbers();
  if ('problem' in safe) return safe;
  const broken = /\\u[dD][89a-fA-F]/.test(text);
  try {
    // JSON.parse gives JSON; a `__proto__` member is dropped.
    const value = JSON.parse(safe.text, (name, value: unknown) => {
      if (name === '__proto__') return undefined;
      return broken && typeof value === 'string' ? value.replace(LONE_SURROGATE, '\ufffd') : value;
    }) as Json;
    return { value };
  } catch {
    return { problem: 'It is no JSON.' };
  }
}

/** One pass over a text, each character looked at once. */
class Scan {
  /** The names of each object that is open; undefined for a list. */
  readonly #open: (Set<string> | undefined)[] = [];
  readonly #pieces: string[] = [];
  #copied = 0;

  constructor(readonly text: string) {}

  /** The text with each number in quotes that would lose digits. */
  quoteLongNumbers(): { text: string } | { problem: string } {
    const { text } = this;
    MARK.lastIndex = 0;
    for (let mark = MARK.exec(text); mark; mark = MARK.exec(text)) {
      const character = mark[0];
      if (character === '"') {
        const end = endOfString(text, mark.index);
        if (this.#isNameTwice(mark.index, end)) return { problem: 'An object in it has a name twice.' };
        MARK.lastIndex = end;
      } else if (character === '[' || character === '{') {
        if (this.#open.length >= MAX_DEPTH) return { problem: `It nests deeper than ${MAX_DEPTH}.` };
        this.#open.push(character === '{' ? new Set() : undefined);
      } else if (character === ']' || character === '}') this.#open.pop();
      else MARK.lastIndex = this.#number(mark.index);
    }
    return { text: this.#pieces.length === 0 ? text : [...this.#pieces, text.slice(this.#copied)].join('') };
  }

  /** Index behind the number; one where a name must stand stays as it is, for JSON.parse to refuse. */
  #number(start: number): number {
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(this.text)?.[0] ?? this.text.charAt(start);
    const end = start + number.length;
    if (losesDigits(number) && !this.#hasColon(end)) {
      this.#pieces.push(this.text.slice(this.#copied, start), `"${number}"`);
      this.#copied = end;
    }
    return end;
  }

  #isNameTwice(start: number, end: number): boolean {
    const names = this.#open.at(-1);
    if (!names || !this.#hasColon(end)) return false;
    const name = nameOf(this.text.slice(start, end));
    if (name === '__proto__') return false; // dropped, as often as it stands there
    if (names.has(name)) return true;
    names.add(name);
    return false;
  }

  #hasColon(at: number): boolean {
    COLON.lastIndex = at;
    return COLON.test(this.text);
  }
}

/** A name without its escapes: `\u0061` is `a`. */
function nameOf(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

/** Index behind the closing quote; the text's end when there is none, which JSON.parse then refuses. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '"') return index + 1;
  }
  return text.length;
}
