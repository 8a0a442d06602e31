/** The languages that are read through English, one line each. */
import { es } from './es.js';
import { fr } from './fr.js';
import { type DictionaryEntries, type Dictionary, compileDictionary } from './dictionary.js';
import { nl } from './nl.js';

/** What their words mean, by language. */
export const dictionaryEntries: Readonly<Record<string, DictionaryEntries>> = { es, fr, nl };

/** The same, ready to read with. */
export const dictionaries: ReadonlyMap<string, Dictionary> = new Map(
  Object.entries(dictionaryEntries).map(([language, entries]) => [language, compileDictionary(entries)]),
);
