/** What may stand in XML 1.0, and how a value is escaped for its place. */

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

/** Where a character stands that XML 1.0 does not have (section 2.2), or -1. */
export const forbiddenAt = (text: string): number => text.search(FORBIDDEN);

/** A value as the text of an element; a carriage return keeps what it is. */
export const escapeText = (text: string): string => text.replaceAll(/[&<>\r]/g, entity);

/** A value for an attribute in either kind of quotes; blanks keep what they are. */
export const escapeAttribute = (text: string): string => text.replaceAll(/[&<>"'\t\n\r]/g, entity);

const entity = (character: string): string => ENTITIES[character] ?? character;
