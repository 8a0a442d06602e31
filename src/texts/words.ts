/** Words for values of enums; what has none is its own name without underscores. */
import type { EnumWords } from '../languages/language.js';

/** The word for a value of an enum, e.g. `partly_shipped` → "teilweise versandt". */
export function wordOf(words: EnumWords, name: string | undefined, value: string): string {
  const byName = name === undefined ? undefined : own(words, name);
  return (byName && own(byName, value)) ?? value.replaceAll('_', ' ');
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
