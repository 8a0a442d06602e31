/** Keeps secrets out of command output: their values are known, so they are found wherever they occur. */
import type { Json } from '../../contracts/json.js';
import { likeThose, type Secrets } from '../../security/secrets.js';

// The ways a text can be encoded in a protocol: plain, escaped for JSON, XML, forms or URLs, even nested,
// in base64 after any prefix (`user:password`), or in hexadecimal digits.

/** Shorter texts count only as whole words. */
const SHORTEST = 4;

/** Longer texts, such as PEM keys, are searched for in pieces. */
const PIECE = 64;

const PERCENT = '%(?:25)*';
const BACKSLASHES = `(?:\\\\|${PERCENT}5[Cc])`;
const AMPERSAND = `(?:&|${PERCENT}26|\\\\+u0026)(?:amp(?:;|${PERCENT}3[Bb]))*`;
const SEMICOLON = `(?:;|${PERCENT}3[Bb])`;
const HASH = `(?:#|${PERCENT}23)`;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};
const CONTROLS: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' };

/** Before a whole word: no letter or digit except those of an escape. */
const ALONE = '(?<=^|[^\\p{L}\\p{N}]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\\\[nrtbf])';

/** Patterns that find a text in any of these forms; none for an empty text. */
function writtenForms(text: string): RegExp[] {
  return piecesOf(text).flatMap((piece) => {
    const plain = Array.from(piece, characterForms).join('');
    if (piece.length < SHORTEST) return [new RegExp(`${ALONE}${plain}(?![\\p{L}\\p{N}])`, 'gu')];
    return [new RegExp(plain, 'gu'), ...byteForms(piece)];
  });
}

/** Splits into lines, as PEM keys vary in line endings, and lines into pieces; the last piece is never short. */
function piecesOf(text: string): string[] {
  const lines = text.length > PIECE ? text.split(/[\r\n]+/) : [text];
  return lines.flatMap((line) => {
    const count = Math.max(1, Math.floor(line.length / PIECE));
    return Array.from({ length: count }, (_each, index) =>
      line.slice(index * PIECE, index === count - 1 ? undefined : (index + 1) * PIECE),
    ).filter((piece) => piece !== '');
  });
}

function characterForms(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const units = character.split('').map((unit) => `\\\\+u${anyCase(unit.charCodeAt(0), 4)}`);
  const bytes = [...Buffer.from(character)].map((byte) => `${PERCENT}${anyCase(byte, 2)}`);
  const forms = [
    escaped(character),
    units.join(''),
    bytes.join(''),
    `${AMPERSAND}${HASH}0*${code}${SEMICOLON}`,
    `${AMPERSAND}${HASH}[xX]0*${anyCase(code, 1)}${SEMICOLON}`,
  ];
  if (code >= 0x80 && code <= 0xff) forms.push(`${PERCENT}${anyCase(code, 2)}`);
  const entity = ENTITIES[character];
  if (entity !== undefined) forms.push(`${AMPERSAND}${entity}${SEMICOLON}`);
  const control = CONTROLS[character];
  if (control !== undefined) forms.push(`${BACKSLASHES}+${control}`);
  if (character === ' ') forms.push('\\+', `${PERCENT}2[Bb]`);
  if (character === '\\') forms.push(`${BACKSLASHES}+`);
  const may = '"\'/'.includes(character) ? `${BACKSLASHES}*` : '';
  return `${may}(?:${forms.join('|')})`;
}

/** The text's bytes in base64, at any offset in a group of three, and in hexadecimal digits. */
function byteForms(text: string): RegExp[] {
  const latin = /^[\u0000-\u00ff]*$/.test(text) ? [Buffer.from(text, 'latin1')] : [];
  return [Buffer.from(text), ...latin].flatMap((bytes) => [
    ...[0, 1, 2].map((before) => new RegExp(base64Form(bytes, before), 'gu')),
    new RegExp([...bytes].map((byte) => anyCase(byte, 2)).join(''), 'gu'),
  ]);
}

/** The base64 characters that depend on these bytes alone, and the rest of the run. */
function base64Form(bytes: Buffer, before: number): string {
  const whole = Math.floor(((before + bytes.length) * 8) / 6);
  const core = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .slice(before === 0 ? 0 : before + 1, whole);
  const forms = Array.from(core).map((sign) => {
    if (sign === '+') return `(?:[+-]|${PERCENT}2[Bb]|\\\\+u002[Bb])`;
    return sign === '/' ? `(?:${BACKSLASHES}*[/_]|${PERCENT}2[Ff])` : sign;
  });
  return `${forms.join('')}[A-Za-z0-9+_-]{0,400}`;
}

/** A pattern for a number in hexadecimal digits of either case. */
const anyCase = (code: number, digits: number): string =>
  code
    .toString(16)
    .padStart(digits, '0')
    .replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

/** Printed in place of a secret. */
export const MASK = '•••';

/** Values that reveal nothing: masking each of them would hide the answer. */
const SAYS_NOTHING = /^(?:true|false|null|\d?)$/;

/** A URL without credentials may be stored as a secret, but needs no masking. */
const isAddress = (value: string): boolean =>
  URL.canParse(value) && /^https?:/.test(value) && !/[@?#]/.test(value);

/** Possible base64 of more than a word. */
const ENCODED = /[A-Za-z0-9+/_-]{12,}/g;
/** Shorter values would match in any bytes. */
const REVEALING = 4;

/** A path segment too random to guess: some systems use one as a credential. */
const UNGUESSABLE = /^(?=.*\d)(?=.*[A-Za-z])[\w-]{16,}$/;

/** Secrets that remember which values they returned. */
export class KnownSecrets {
  readonly #forms = new Map<string, readonly RegExp[]>();

  /** Looks a secret up, and remembers it. */
  readonly lookUp: Secrets;

  constructor(secrets: Secrets) {
    this.lookUp = likeThose(secrets, (name) => {
      const value = secrets(name);
      if (value === undefined) return undefined;
      if (!isAddress(value)) this.know(value);
      else for (const part of new URL(value).pathname.split('/')) if (UNGUESSABLE.test(part)) this.know(part);
      return value;
    });
  }

  /** Remembers a credential that came from elsewhere, such as a token. */
  know(value: string): void {
    if (!SAYS_NOTHING.test(value) && !this.#forms.has(value)) this.#forms.set(value, writtenForms(value));
  }

  /** The text with every known secret masked, however it is encoded there. */
  masked(text: string, mask = MASK): string {
    if (this.#forms.size === 0) return text;
    const forms = [...this.#forms]
      .sort(([one], [other]) => other.length - one.length)
      .flatMap(([, each]) => each);
    const plainly = forms.reduce((masked, form) => masked.replaceAll(form, mask), text);
    return plainly.replaceAll(ENCODED, (run) => (this.#isBehind(run) ? mask : run));
  }

  /** Whether a base64 run contains a known secret, even escaped, at any offset of its four-character groups. */
  #isBehind(run: string): boolean {
    const revealing = [...this.#forms].flatMap(([value, forms]) => (value.length < REVEALING ? [] : forms));
    return [0, 1, 2, 3].some((start) => {
      const text = Buffer.from(run.slice(start), 'base64').toString();
      return revealing.some((form) => text.search(form) >= 0);
    });
  }

  /** A value with every known secret masked in its texts and member names. */
  maskedIn(value: Json): Json {
    if (typeof value === 'string') return this.masked(value);
    if (typeof value === 'number') return this.masked(String(value)) === String(value) ? value : MASK;
    if (value === null || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map((item: Json) => this.maskedIn(item));
    return Object.fromEntries(
      Object.entries(value).map(([name, item]: [string, Json]) => [this.masked(name), this.maskedIn(item)]),
    );
  }
}
