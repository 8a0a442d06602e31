/**
 * The ways a text can be encoded in a protocol: plain, escaped for JSON, XML, forms or URLs, even nested,
 * in base64 after any prefix (`user:password`), or in hexadecimal digits.
 */

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
export function writtenForms(text: string): RegExp[] {
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
