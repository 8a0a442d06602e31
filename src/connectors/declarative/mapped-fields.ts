/** Names of the business fields that a `fields:` block maps, as `lines.sku`. */
import type { Json } from '../../contracts/json.js';
import { isObject } from './json-value.js';

/** Keys by which a single value is told from a record of fields. */
const SINGLE = ['path', 'value', 'minor', 'decimal', 'join', 'lookup'] as const;

/** All names, those of lists and records too, in the order of the file. */
export function mappedFields(rules: Json | undefined, prefix = ''): string[] {
  if (!isObject(rules)) return [];
  return Object.entries(rules).flatMap(([key, entry]) => {
    const name = `${prefix}${key}`;
    if (!isObject(entry)) return [name];
    if (isObject(entry['fields'])) return [name, ...mappedFields(entry['fields'], `${name}.`)];
    return SINGLE.some((single) => single in entry) ? [name] : [name, ...mappedFields(entry, `${name}.`)];
  });
}
