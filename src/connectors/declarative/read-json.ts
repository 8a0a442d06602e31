/**
 * Reads untrusted JSON (RFC 8259) in one pass: with bounded depth and number of values, all digits of numbers, no
 * prototypes and unique names (RFC 7493). JSON.parse does none of that, and cannot pause.
 */
import type { Json } from '../../contracts/json.js';
import { NotRead } from './formats/body-reader.js';
import { losesDigits } from './json-number.js';
import type { Cooperative } from './cooperative.js';

/** Maximum depth of nested values. */
const MAX_DEPTH = 64;
/**
 * Maximum number of values and distinct names in a response: tiny ones take much more memory than their text. A
 * connection that allows more than the usual 2 MB may have more, but not of fewer characters on average.
 */
const MOST = { values: 300_000, names: 50_000 } as const;
const CHARACTERS = { aValue: 7, aName: 40 } as const;
/** A list of fewer values is copied to its exact size, as it has reserved more room while growing. */
const SHORT = 32;
/** Characters that are read before other work may go on. */
const PIECE = 16_384;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const [QUOTE, COMMA, COLON, MINUS, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x2d, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Parses a text; throws NotRead. A number that a double cannot hold becomes a text with all its digits; half a
 * character becomes U+FFFD; a `__proto__` member is left out.
 */
export const readJson = (text: string, room: Room = roomFor(text)): Cooperative<Json> =>
  new JsonReader(text, room).read();

/** How many values may still follow, and how many names there may be, with those already seen. */
export interface Room {
  values: number;
  names: number;
  readonly known: Set<string>;
}

/** The room for a whole response. */
export const roomFor = ({ length }: string): Room => ({
  values: Math.max(MOST.values, Math.floor(length / CHARACTERS.aValue)),
  names: Math.max(MOST.names, Math.floor(length / CHARACTERS.aName)),
  known: new Set(),
});

const bad = (why = 'The answer is not valid JSON.'): NotRead => new NotRead('unreadable', why);

const tooMuch = (what: string): NotRead =>
  new NotRead('refused', `The answer has more ${what} than allowed.`);

/** A list or object that is not closed yet; `name` is that of the member whose value comes next. */
type Open = { list: Json[] } | { list?: undefined; object: Record<string, Json>; name: string };

const OPENED = Symbol('a list or object with something in it');

class JsonReader {
  readonly #open: Open[] = [];
  #at = 0;

  constructor(
    readonly text: string,
    readonly room: Room,
  ) {}

  *read(): Cooperative<Json> {
    let pause = PIECE;
    for (;;) {
      if (this.#at >= pause) {
        yield;
        pause = this.#at + PIECE;
      }
      const value = this.#value();
      const whole = value === OPENED ? undefined : this.#put(value);
      if (whole !== undefined) return whole;
    }
  }

  /** Reads a value, or the start of a list or object. */
  #value(): Json | typeof OPENED {
    if (--this.room.values < 0) throw tooMuch('values');
    switch (this.#next()) {
      case QUOTE:
        return this.#string(wellFormed);
      case OPEN_LIST:
        return this.#list();
      case OPEN_OBJECT:
        return this.#object();
      case 0x74:
        return this.#word('true', true);
      case 0x66:
        return this.#word('false', false);
      case 0x6e:
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  /** Adds a value to its parent, and closes what ends after it; returns the whole value at the end of the text. */
  #put(inner: Json): Json | undefined {
    let value = inner;
    for (;;) {
      const open = this.#open.at(-1);
      const code = this.#next();
      if (!open) {
        if (this.#at < this.text.length) throw bad();
        return value;
      }
      if (open.list) open.list.push(value);
      else if (open.name !== '__proto__') open.object[open.name] = value;
      this.#at += 1;
      if (code === COMMA) {
        if (!open.list) open.name = this.#name(open.object);
        return undefined;
      }
      if (code !== (open.list ? CLOSE_LIST : CLOSE_OBJECT)) throw bad();
      value = open.list ? trimmed(open.list) : open.object;
      this.#open.pop();
    }
  }

  #list(): Json | typeof OPENED {
    if (this.#isEmpty(CLOSE_LIST)) return [];
    this.#open.push({ list: [] });
    return OPENED;
  }

  #object(): Json | typeof OPENED {
    if (this.#isEmpty(CLOSE_OBJECT)) return {};
    const object = {};
    this.#open.push({ object, name: this.#name(object) });
    return OPENED;
  }

  #isEmpty(close: number): boolean {
    if (this.#open.length >= MAX_DEPTH) throw bad(`The answer is nested more than ${MAX_DEPTH} levels deep.`);
    this.#at += 1;
    if (this.#next() !== close) return false;
    this.#at += 1;
    return true;
  }

  /** Reads the name of a member, and its colon. */
  #name(object: Record<string, Json>): string {
    if (this.#next() !== QUOTE) throw bad();
    const name = this.#string();
    if (Object.hasOwn(object, name))
      throw bad('An object in the answer repeats a name, so neither value can be trusted.');
    if (this.#next() !== COLON) throw bad();
    this.#count(name);
    this.#at += 1;
    return name;
  }

  #count(name: string): void {
    const { room } = this;
    if (room.known.has(name)) return;
    if (room.known.size >= room.names) throw tooMuch('names');
    room.known.add(name);
  }

  /** Reads a string; `finish` is applied to one with escapes. */
  #string(finish = (text: string): string => text): string {
    const { text } = this;
    const start = this.#at;
    let escaped = false;
    let end = start + 1;
    for (let code = text.charCodeAt(end); code !== QUOTE; code = text.charCodeAt(end)) {
      if (code === BACKSLASH) {
        escaped = true;
        end += 1;
      } else if (!(code >= 0x20)) throw bad(); // the text's end too
      end += 1;
    }
    this.#at = end + 1;
    return escaped ? finish(unescaped(text.slice(start, end + 1))) : text.slice(start + 1, end);
  }

  #number(): Json {
    const { text } = this;
    const start = this.#at;
    const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
    let end = first;
    let value = 0;
    for (let code = text.charCodeAt(end); code >= 0x30 && code <= 0x39; code = text.charCodeAt(++end))
      value = value * 10 + code - 0x30;
    const leads = text.charCodeAt(first) === 0x30 && end - first > 1;
    if (end > first && end - first <= 15 && !leads && !goesOn(text.charCodeAt(end))) {
      this.#at = end;
      return first === start ? value : -value;
    }
    NUMBER.lastIndex = start;
    const number = NUMBER.exec(text)?.[0];
    if (number === undefined) throw bad();
    this.#at = start + number.length;
    return losesDigits(number) ? number : Number(number);
  }

  #word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.#at)) throw bad();
    this.#at += word.length;
    return value;
  }

  /** The next character after spaces; NaN at the end. */
  #next(): number {
    let code = this.text.charCodeAt(this.#at);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09)
      code = this.text.charCodeAt(++this.#at);
    return code;
  }
}

/** Whether a fraction or an exponent follows. */
const goesOn = (code: number): boolean => code === 0x2e || code === 0x65 || code === 0x45;

const trimmed = (list: Json[]): Json[] => (list.length < SHORT ? list.slice() : list);

function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted) as string; // a text in quotes
  } catch {
    throw bad();
  }
}

/** Replaces lone surrogates, which only escapes can produce. Node 20 has the method, its types do not yet. */
const wellFormed = (text: string): string => (text as string & { toWellFormed(): string }).toWellFormed();
