/** Small phrases that the words are made with. */

/** A code as words: `already_refunded` as `already refunded`. */
export const plain = (code: string): string => code.replaceAll(/[._-]+/g, ' ');

/** With a capital letter at the beginning. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How many of something. */
export const several = (count: number, one: string, more: string): string =>
  `${count} ${count === 1 ? one : more}`;

/** Words by a code that somebody else has made: one that has none, were it `constructor`, is undefined. */
export const byCode = (words: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.assign(Object.create(null) as Record<string, string>, words);
