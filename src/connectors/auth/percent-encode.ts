/** Percent-encoding as signatures need it (RFC 3986 §2.3): all but letters, digits, `-`, `.`, `_`, `~`. */

/** Encodes a text; throws on a lone surrogate. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Sorts pairs by their encoded names, then values, byte by byte. */
export const sortedPairs = (pairs: Iterable<readonly [string, string]>): (readonly [string, string])[] =>
  [...pairs]
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
