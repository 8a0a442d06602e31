/** The product's languages: one folder each, and one line here. */
import { de } from './de/index.js';
import { en } from './en/index.js';
import type { Language, Languages } from './language.js';

/** The registry. */
export const languages: Languages = new Map([
  ['en', en],
  ['de', de],
]);

/** The language of the shipped flows' sentences, and the fallback for all others. */
export const firstLanguage = 'en';

/** The language of a BCP 47 tag without its region: `de` of `de-AT`. */
export const primaryLanguage = (tag: string): string => tag.split('-', 1)[0] ?? tag;

/** The language of a BCP 47 tag, whatever its region; the first language if unsupported. */
export function languageOf(registry: Languages, tag: string): Language {
  return registry.get(primaryLanguage(tag)) ?? registry.get(firstLanguage) ?? en;
}
