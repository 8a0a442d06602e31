/** Patterns of word lists as regular expressions: `*` the rest of a word, `~` up to six words between. */

/** Escapes what a regular expression would read. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');

/** Matches any of the patterns where whole words stand; longest first, global. */
export function anyOf(patterns: readonly string[]): RegExp {
  const sources = [...patterns].sort((a, b) => b.length - a.length).map(source);
  return new RegExp(`(?<![\\p{L}\\p{N}§])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

/** Alternatives of plain words, longest first, as the inside of a group. */
export const alternatives = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

const source = (pattern: string): string =>
  escaped(pattern).replaceAll(' ~ ', '(?: [^ ]+){0,6} ').replaceAll('\\*', '[\\p{L}]*');
