/** Numbers and codes of listed records, and which records a number in an answer names. */

/** A record's number in the forms used for comparison. */
interface Forms {
  /** In lower case, without `#`. */
  verbatim: string;
  /** With one kind of separator, and each group without leading zeros. */
  grouped: string;
  /** Without separators. */
  compact: string;
  /** The last of several groups: "113" in "2024/113", "12" in "AB-12". */
  tail: string | undefined;
}

/** Options of a question, each with the numbers that name it. */
export type Listed = readonly (readonly Forms[])[];

/** Indexes of the options that a number names; `part` if it matches only the last group of their numbers. */
export interface Named {
  at: readonly number[];
  part: boolean;
}

const SHORTEST_COMPACT = 5;
const SEPARATORS = /[\s\-_./]+/u;

/** Prepares each option's numbers for comparison. */
export const listedNumbers = (numbers: readonly (readonly string[])[]): Listed =>
  numbers.map((own) => own.map(formsOf));

/** The options that a number names: as written, else without zeros and separators, else by its last group. */
export function namedBy(number: string, listed: Listed): Named {
  const said = formsOf(number);
  const isSame = [
    (own: Forms) => own.verbatim === said.verbatim,
    (own: Forms) => own.grouped === said.grouped,
    (own: Forms) => own.compact === said.compact && isSafelyCompact(own, said),
  ];
  for (const same of isSame) {
    const at = having(listed, same);
    if (at.length > 0) return { at, part: false };
  }
  const isDigits = /^\d+$/u.test(said.compact);
  return { at: isDigits ? having(listed, ({ tail }) => tail === said.grouped) : [], part: true };
}

/** The options whose number begins or ends this way: "the one ending in 45". */
export function namedByEnd(digits: string, listed: Listed, end: 'start' | 'end'): readonly number[] {
  const said = digits.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  return having(listed, ({ verbatim }) => {
    const whole = verbatim.replace(/[^\p{L}\d]/gu, '');
    return end === 'start' ? whole.startsWith(said) : whole.endsWith(said);
  });
}

const having = (listed: Listed, is: (own: Forms) => boolean): number[] =>
  listed.flatMap((own, at) => (own.some(is) ? [at] : []));

function formsOf(written: string): Forms {
  const verbatim = written.toLowerCase().replace(/^#/u, '').trim();
  const groups = verbatim.split(SEPARATORS).filter((group) => group !== '');
  const pieces = verbatim.match(/\p{L}+|\d+/gu) ?? [];
  const last = pieces.at(-1) ?? '';
  return {
    verbatim,
    grouped: groups.map(withoutZeros).join('-'),
    compact: withoutZeros(groups.join('')),
    tail: pieces.length > 1 && /^\d/u.test(last) ? withoutZeros(last) : undefined,
  };
}

/** Leading zeros, also after letters: "AB0012" is AB-12. */
const withoutZeros = (text: string): string => text.replace(/(?<!\d)0+(?=\d)/gu, '');

/** "12345" may be written for "12-345"; "1-12" is never "11-2", and a short number must match as written. */
function isSafelyCompact(own: Forms, said: Forms): boolean {
  const isParted = ({ verbatim }: Forms): boolean => /\d[^\p{L}\d]+\d/u.test(verbatim);
  const isRevealing = own.compact.length >= SHORTEST_COMPACT || /\p{L}/u.test(own.compact);
  return isRevealing && !(isParted(own) && isParted(said));
}
