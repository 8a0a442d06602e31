/** The languages that the product writes: a folder each, and a line here. */
import { de } from './de/index.js';
import { en } from './en/index.js';
import type { Language, Languages } from './language.js';

/** The registry. */
export const languages: Languages = new Map([
  ['en', en],
  ['de', de],
]);

/** The language of the shipped flows' sentences, and of what no other language is there for. */
export const firstLanguage = 'en';

/** The language of a tag (BCP 47), whatever its region; the first one where the product does not write it. */
export function languageOf(registry: Languages, tag: string): Language {
  return registry.get(tag.split('-')[0] ?? tag) ?? registry.get(firstLanguage) ?? en;
}
