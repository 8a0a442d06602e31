/** Characters and references of XML 1.0; any invalid one makes the document unreadable. */
import { NotRead } from './body.js';

/** Characters forbidden in XML (XML 1.0, production 2); a decoded text contains no lone surrogates. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const REFERENCE = /&(?:#(\d{1,10});|#x([\da-fA-F]{1,8});|(lt|gt|amp|quot|apos);)/y;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Whether a text has characters that XML forbids. */
export const hasForbidden = (text: string): boolean => FORBIDDEN.test(text);

/** Replaces references; throws NotRead at one that is unknown, unfinished or not of an XML character. */
export function withoutReferences(text: string): string {
  let at = text.indexOf('&');
  if (at === -1) return text;
  // `replace` would find all references before it handles the first one.
  let found = text.slice(0, at);
  while (at !== -1) {
    REFERENCE.lastIndex = at;
    const [whole = '', decimal, hex, name] = REFERENCE.exec(text) ?? [];
    if (whole === '') throw new NotRead('unreadable', 'A reference in it is none of XML.');
    const next = text.indexOf('&', at + whole.length);
    found += name === undefined ? characterOf(decimal, hex) : (NAMED[name] ?? '');
    found += text.slice(at + whole.length, next === -1 ? text.length : next);
    at = next;
  }
  return found;
}

function characterOf(decimal: string | undefined, hex = ''): string {
  const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
  if (!isCharacter(code)) throw new NotRead('unreadable', 'A reference in it is to no character of XML.');
  return String.fromCodePoint(code);
}

/** XML 1.0, production 2. */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  code === 13 ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);
