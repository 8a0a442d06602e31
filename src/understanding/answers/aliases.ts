/** Options named by what else they are called: "the LS-204-W", "ls 204 w", "item 42". */

/** Words that announce an article number. */
const ANNOUNCED =
  /(?:\bsku|\bart(?:icle|ikel)?\.?|\bitem|\bproduct|nr\.?|nummer|\bno\.?|\bnumber|\bcode)[\s:.#-]*$/iu;
/** A shorter alias could be a count or a size, so it must be announced or stand alone. */
const LEAST = 4;

/** Places of the options whose alias occurs; of aliases that lie in one another the longest counts. */
export function namedByAlias(text: string, aliases: readonly string[]): number[] {
  const found = aliases.flatMap((alias, option) =>
    occurrences(text, alias).map(({ start, end }) => ({ option, start, end })),
  );
  const whole = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other.start <= one.start && one.end <= other.end && other.end - other.start > one.end - one.start,
      ),
  );
  return [...new Set(whole.map(({ option }) => option))].sort((one, other) => one - other);
}

/** Where it stands, with or without hyphens, dots, slashes and spaces between its parts. */
function occurrences(text: string, alias: string): { start: number; end: number }[] {
  const parts = alias.match(/\p{L}+|\d+/gu) ?? [];
  if (parts.length === 0) return [];
  const inside = String.raw`[-_./\s]?`;
  const pattern = new RegExp(String.raw`(?<![\p{L}\d])${parts.join(inside)}(?![\p{L}\d])`, 'giu');
  const isShort = parts.join('').length < LEAST;
  return [...text.matchAll(pattern)]
    .map(({ 0: raw, index }) => ({ start: index, end: index + raw.length }))
    .filter(
      ({ start, end }) => !isShort || isAlone(text, start, end) || ANNOUNCED.test(text.slice(0, start)),
    );
}

const isAlone = (text: string, start: number, end: number): boolean =>
  !/[\p{L}\d]/u.test(text.slice(0, start) + text.slice(end));
