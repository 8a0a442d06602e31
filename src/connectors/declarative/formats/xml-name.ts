/** Names of XML 1.0 (productions 4 and 5). */

const START =
  ':A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME = new RegExp(`[${START}][${START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040]*`, 'uy');

/** The name that begins at an index; '' when there is none. */
export function nameAt(text: string, start: number): string {
  let end = start;
  while (isPlain(text.charCodeAt(end))) end += 1;
  // Only names with non-ASCII letters, and invalid ones, need all of XML's rules.
  if (text.charCodeAt(end) < 0x80 && /[A-Za-z_:]/.test(text.charAt(start))) return text.slice(start, end);
  NAME.lastIndex = start;
  return NAME.exec(text)?.[0] ?? '';
}

const isPlain = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x2d && code <= 0x3a && code !== 0x2f) ||
  code === 0x5f;
