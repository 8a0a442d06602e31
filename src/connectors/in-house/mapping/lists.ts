/** Lists of an answer: always a list, never a scalar, and never taken for empty when it is missing (DESIGN §8). */
import type { Json } from '../../../json.js';
import type { JsonPath } from '../json-path.js';
import { isList, isObject } from '../json-value.js';
import type { FieldPlace, FieldScope, Reader } from './scalars.js';
import { WrongShape } from './values.js';

/** Selects the items of a list from a node; throws WrongShape when the list itself is missing. */
export type ItemSelector = (node: Json) => readonly Json[];

/** Items by a path; `missingIsEmpty` when the system leaves empty lists out. */
export function itemSelector(each: JsonPath, field: string, missingIsEmpty = false): ItemSelector {
  const { list } = each;
  if (!list) return (node) => each.select(node);
  return (node) => {
    const [found, second] = list.select(node);
    if (second !== undefined) return each.select(node);
    if (missingIsEmpty && (found === undefined || found === null)) return [];
    if (found === undefined || !isList(found))
      throw new WrongShape(field, 'no list stands where one is declared');
    return found;
  };
}

/** A reader for `{ each, fields, missing? }`; `item` compiles what one item is. */
export function listReader(
  rules: Json,
  place: FieldPlace,
  { report }: FieldScope,
  item: (rules: Json, place: FieldPlace) => Reader | undefined,
): Reader | undefined {
  if (!isObject(rules) || !('each' in rules) || !('fields' in rules)) {
    report.add(
      place.path,
      'connection_invalid',
      'A list is written as `each` (a path to its items) and `fields`.',
    );
    return undefined;
  }
  report.unknownKeys(rules, ['each', 'fields', 'missing'], place.path);
  if (rules['missing'] !== undefined && rules['missing'] !== 'empty') {
    report.add([...place.path, 'missing'], 'connection_invalid', '`missing` can only be `empty`.');
  }
  const each = report.jsonPath(rules['each'], [...place.path, 'each']);
  const read = item(rules['fields'] ?? {}, { path: [...place.path, 'fields'], name: place.name });
  if (!each || !read) return undefined;
  const select = itemSelector(each, place.name, rules['missing'] === 'empty');
  return (node) =>
    select(node).map((entry) => {
      const value = read(entry);
      if (value === undefined) throw new WrongShape(place.name, 'an item has none of its fields');
      return value;
    });
}
