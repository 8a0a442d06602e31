/** Characters allowed in XML 1.0, and escaping of values for their place. */

const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Index of the first character that XML 1.0 forbids (section 2.2), or -1. */
export const forbiddenAt = (text: string): number => text.search(FORBIDDEN);

/** Escapes a value for the text of an element; a carriage return is preserved. */
export const escapeText = (text: string): string => text.replaceAll(/[&<>\r]/g, entity);

/** Escapes a value for an attribute in either kind of quotes; white space is preserved. */
export const escapeAttribute = (text: string): string => text.replaceAll(/[&<>"'\t\n\r]/g, entity);

const entity = (character: string): string => ENTITIES[character] ?? character;
