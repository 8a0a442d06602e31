/** What words mean, by language: groups of words that stand for each other, and words that add nothing (words/meanings-*.yaml, words/things-*.yaml). */
import { stemEnglish } from './stem-en.js';
import { isFirm } from './meanings.js';
import { stemGerman } from './stem-de.js';
import { items, type PhrasingLanguage, readWords } from './words.js';

/** A word or words of a list. */
export interface Entry {
  /** Stems; `~` stands for a few words between. */
  stems: readonly string[];
  /** The groups that it belongs to, `?` before one that it says only vaguely; none when it adds nothing. */
  meanings: readonly string[];
  /** Its stems without those of words that add nothing. */
  content: readonly string[];
  /** It may come in and be left out, whatever else it means. */
  harmless: boolean;
  /** A list says that it adds nothing, not only of each of its words. */
  empty: boolean;
  /** It has a gap, or begins with a word that adds nothing. */
  loose: boolean;
}

/** The words of a language. */
export interface Lexicon {
  stem: (word: string) => string;
  /** By first stem, longest first. */
  entries: ReadonlyMap<string, readonly Entry[]>;
  /** Groups of what is done: they have a tense. */
  acts: ReadonlySet<string>;
  /** Groups that may be left out. */
  leavable: ReadonlySet<string>;
  /** Groups that are read wherever they may stand. */
  traps: ReadonlySet<string>;
  /** What may stand between things that stand side by side. */
  beside: ReadonlySet<string>;
  /** What stands before a noun. */
  beforeNouns: ReadonlySet<string>;
}

/** More words first; of as many, those that stand side by side. */
const weightOf = ({ stems }: Entry): number =>
  stems.length * 2 - stems.filter((stem) => stem === '~').length * 3;

interface MeaningsFile {
  harmless: string;
  beside: string;
  before_nouns: string;
  leavable: string;
  light: string;
  traps: string;
  acts: Record<string, string>;
  things: Record<string, string>;
}

/** Words in lower case, without hyphens; `~` is one of them. */
const plainWords = (text: string): string[] => text.match(/[\p{L}']+|~|§\p{L}/gu) ?? [];

/** The words of a list, which blanks part. */
const spaced = (list: string): string[] => list.trim().split(/\s+/u);

/** Every word of a file with its groups, under its stems; `?` marks what is in brackets. */
function meaningsIn(file: MeaningsFile, keyOf: (item: string) => string): Map<string, Set<string>> {
  const meanings = new Map<string, Set<string>>();
  for (const [group, list] of [...Object.entries(file.acts), ...Object.entries(file.things)])
    for (const item of items(list)) {
      const key = keyOf(item);
      meanings.set(key, (meanings.get(key) ?? new Set()).add(item.startsWith('(') ? `?${group}` : group));
    }
  return meanings;
}

function lexiconOf(language: PhrasingLanguage, stem: (word: string) => string): Lexicon {
  const read = (name: string): Partial<MeaningsFile> =>
    readWords(`${name}-${language}`) as Partial<MeaningsFile>;
  const file = { ...read('meanings'), ...read('things') } as MeaningsFile;
  const keyOf = (item: string): string =>
    plainWords(item)
      .map((word) => (word === '~' ? word : stem(word)))
      .join(' ');
  const harmless = new Set(spaced(file.harmless).map((word) => keyOf(word.replaceAll('_', ' '))));
  const meanings = meaningsIn(file, keyOf);
  const light = new Set(spaced(file.light).map(stem));
  // "Email you" says what "email" says.
  const meaningsOf = (key: string, [first = '', ...others]: readonly string[]): string[] => [
    ...(meanings.get(key) ?? []),
    ...(others.length > 0 && others.every((word) => light.has(word)) ? (meanings.get(first) ?? []) : []),
  ];
  const isHarmless = (word: string): boolean => word === '~' || harmless.has(word);
  const entries = new Map<string, Entry[]>();
  for (const key of new Set([...meanings.keys(), ...harmless])) {
    const stems = key.split(' ');
    const hasGap = stems.includes('~');
    // "On its way" says something, though each of its words adds nothing elsewhere.
    const isSaying = stems.length > 2 && !hasGap && [...(meanings.get(key) ?? [])].some(isFirm);
    const entry = {
      stems,
      meanings: [...new Set(meaningsOf(key, stems))],
      content: stems.length === 1 ? stems : stems.filter((word) => !isHarmless(word)),
      empty: harmless.has(key),
      harmless: harmless.has(key) || (stems.every(isHarmless) && !isSaying),
      loose: stems.length > 1 && !harmless.has(key) && (hasGap || (isHarmless(stems[0] ?? '') && !isSaying)),
    };
    entries.set(stems[0] ?? '', [...(entries.get(stems[0] ?? '') ?? []), entry]);
  }
  for (const list of entries.values()) list.sort((a, b) => weightOf(b) - weightOf(a));
  return {
    stem,
    entries,
    acts: new Set(Object.keys(file.acts)),
    beside: new Set(spaced(file.beside)),
    beforeNouns: new Set(spaced(file.before_nouns)),
    traps: new Set(items(file.traps)),
    leavable: new Set(items(file.leavable)),
  };
}

/** The lexicon of each language. */
export const lexiconBy: Readonly<Record<PhrasingLanguage, Lexicon>> = {
  en: lexiconOf('en', stemEnglish),
  de: lexiconOf('de', stemGerman),
};
