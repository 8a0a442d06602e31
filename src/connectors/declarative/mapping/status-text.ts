/** The system's own word beside a status that has none for it. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { isObject } from '../json-value.js';
import type { FieldScope, Reader } from './readers.js';
import { sourceReader } from './sources.js';

/** The system's own word, where the enum has none for it. */
export function wordReader(rules: Json, path: Path, scope: FieldScope): Reader | undefined {
  if (!isObject(rules) || !isObject(rules['values'])) return undefined;
  const known = rules['values'];
  // With a word for all others there is nothing left to tell, unless it says just that.
  if (Object.hasOwn(known, '*') && known['*'] !== 'other') return undefined;
  const read = sourceReader(rules, { path, name: 'statusText' }, scope);
  return (node, around) => {
    const word = read?.(node, around);
    if (word === undefined || word === null || typeof word === 'object') return undefined;
    return Object.hasOwn(known, String(word)) ? undefined : String(word);
  };
}
