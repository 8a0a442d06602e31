/** Keys with a point in a map of fields. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { isObject } from '../json-value.js';

/** An entry of a map with the keys that lead to it in the file. */
export type Entry = { value: Json; key: readonly string[] };

/** `custom.region: …` says the same as `custom: { region: … }`. */
export function withDottedKeys(rules: JsonObject): Record<string, Entry> {
  const map: Record<string, Entry> = {};
  for (const [key, value] of Object.entries(rules)) {
    const [name = key, ...rest] = key.split('.');
    if (rest.length === 0) map[key] = { value, key: [key] };
    else map[name] = { value: { ...asObject(map[name]?.value), [rest.join('.')]: value }, key: [key] };
  }
  return map;
}

const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
