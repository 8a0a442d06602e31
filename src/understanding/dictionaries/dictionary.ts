/** Reads a text in a language that the model has not learnt word by word in English, which it has. */

/** What words and phrases of a language mean, by their English meaning: forms separated by `|`, `a * b` with words in between. */
export type DictionaryEntries = Readonly<Record<string, string>>;

/** A dictionary by its words, ready to read with. */
export interface Dictionary {
  /** English by one or more words, as written and without accents. */
  meanings: ReadonlyMap<string, string>;
  /** English by the first and the last word of what has others in between. */
  parted: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Words of its longest phrase. */
  longest: number;
}

/** The forms of a dictionary, each with its meaning. */
export const formsOf = (entries: DictionaryEntries): [form: string, english: string][] =>
  Object.entries(entries).flatMap(([english, forms]) =>
    forms.split('|').map((form): [string, string] => [form, english]),
  );

/** Prepares a dictionary; of two meanings of a form the first counts. */
export function compileDictionary(entries: DictionaryEntries): Dictionary {
  const meanings = new Map<string, string>();
  const parted = new Map<string, Map<string, string>>();
  const forms = formsOf(entries).map(([form, english]): [string, string] => [
    form.includes('*') ? form : wordsIn(form).join(' '),
    english,
  ]);
  // A word with its accents is never hidden by another one's without them.
  for (const [form, english] of [
    ...forms,
    ...forms.map(([form, is]): [string, string] => [plain(form), is]),
  ]) {
    const [first = '', last] = form.split(' * ');
    if (last === undefined) meanings.set(form, meanings.get(form) ?? english);
    else parted.set(first, (parted.get(first) ?? new Map<string, string>()).set(last, english));
  }
  const longest = Math.max(...[...meanings.keys()].map((form) => form.split(' ').length));
  return { meanings, parted, longest };
}

/** Letters without their accents. */
const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '');

/** Words, in lower case; an elided one keeps its apostrophe: `j'`. */
export const wordsIn = (text: string): string[] =>
  text
    .replaceAll('’', "'")
    .toLowerCase()
    .match(/\p{L}[\p{L}\p{M}]*'?/gu) ?? [];

/** What a word means, also without its accents or the `s` of a plural. */
export function meaningOf({ meanings }: Dictionary, word: string): string | undefined {
  return meanings.get(word) ?? meanings.get(plain(word)) ?? meanings.get(word.replace(/s$/u, ''));
}

/** Words that may stand between the two parts of a form. */
const farthest = 7;

/** The text with what the dictionary knows in English, and all else as it stands. */
export function inEnglish(text: string, known: Dictionary): string {
  const pieces = text.replaceAll('’', "'").split(/(\p{L}[\p{L}\p{M}]*'?)/u);
  const written: string[] = [];
  // Words stand at the odd places, what parts them at the even ones.
  for (let at = 1; at < pieces.length; at += 2) {
    written.push(pieces[at - 1] ?? '');
    const { english, words } = phraseAt(pieces, at, known);
    // An elided word is not parted from the next one by a space.
    at += 2 * (words - 1);
    written.push(pieces[at]?.endsWith("'") === true && english !== '' ? `${english} ` : english);
  }
  return `${written.join('')}${pieces.at(-1) ?? ''}`;
}

/** The longest phrase at a word: its meaning, and how many words it has. */
function phraseAt(pieces: string[], at: number, known: Dictionary): { english: string; words: number } {
  const parted = partedAt(pieces, at, known);
  if (parted !== undefined) return { english: parted, words: 1 };
  let words = 1;
  while (words < known.longest && /^[\s.&/-]?$/u.test(pieces[at + 2 * words - 1] ?? ',')) words += 1;
  for (; words > 1; words -= 1) {
    const phrase = Array.from({ length: words }, (_, n) => pieces[at + 2 * n]?.toLowerCase() ?? '').join(' ');
    const english = known.meanings.get(phrase) ?? known.meanings.get(plain(phrase));
    if (english !== undefined) return { english, words };
  }
  const word = pieces[at] ?? '';
  return { english: meaningOf(known, word.toLowerCase()) ?? word, words: 1 };
}

/** The meaning of what begins at a word and ends at a later one of its sentence, which then means nothing more. */
function partedAt(pieces: string[], at: number, { parted }: Dictionary): string | undefined {
  const endings = parted.get(pieces[at]?.toLowerCase() ?? '');
  if (endings === undefined) return undefined;
  for (let end = at + 2; end <= at + 2 * farthest && end < pieces.length; end += 2) {
    if (/[.!?;\n]/u.test(pieces[end - 1] ?? '')) return undefined;
    const english = endings.get(pieces[end]?.toLowerCase() ?? '');
    if (english === undefined) continue;
    pieces[end] = '';
    return english;
  }
  return undefined;
}
