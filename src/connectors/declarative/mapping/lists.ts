/** Lists of a response: always a list, never a scalar; a missing one is never taken as empty (DESIGN §8). */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { isList, isObject } from '../json-value.js';
import { listRules } from './list-rules-schema.js';
import { arrangerOf, keeperOf, parsedListRules } from './list-rules.js';
import { lookUpsReader } from './look-ups.js';
import {
  type Around,
  type FieldPlace,
  type FieldReader,
  type FieldScope,
  type Select,
  type Way,
  wayOf,
} from './readers.js';
import type { Cooperative } from '../cooperative.js';
import type { Shape } from './field-shape.js';
import { WrongShape } from './scalar-values.js';

/** How a missing list or a single item is treated. */
interface ListAbsence {
  /** Whether the system omits empty lists. */
  missingIsEmpty: boolean;
  /** Whether the system omits the list around a single item. */
  bareIsOne: boolean;
}

/** Selects items by a path; throws WrongShape when the list itself is missing. */
export function itemSelector(each: Way, field: string, { missingIsEmpty, bareIsOne }: ListAbsence): Select {
  const { list, none } = each;
  if (!list) return each.select;
  return (node, around) => {
    const [found, second] = list(node, around);
    if (second !== undefined) return each.select(node, around);
    if (missingIsEmpty && (found === undefined || found === null)) return [];
    if (found !== undefined && isList(found)) return found;
    if (bareIsOne && found !== undefined && found !== null) return [found];
    if (found === undefined && none?.(node, around) === true) return [];
    throw new WrongShape(field, 'not a list, as declared');
  };
}

/** Reads `missing: empty` and `single: bare`; other words are issues. */
export function absenceOf(rules: JsonObject, place: FieldPlace, scope: FieldScope): ListAbsence {
  const forms = { missing: 'empty', single: 'bare' } as const;
  for (const [key, word] of Object.entries(forms)) {
    if (rules[key] === undefined || rules[key] === word) continue;
    const message = `\`${key}\` can only be \`${word}\`.`;
    scope.report.add([...place.path, key], 'connection_invalid', message);
  }
  return { missingIsEmpty: rules['missing'] === forms.missing, bareIsOne: rules['single'] === forms.single };
}

/** A reader for `{ each, fields, … }`, or with `lookup` in place of `each`; `item` compiles the reader of one item. */
export function listReader(
  rules: Json,
  element: Shape,
  place: FieldPlace,
  scope: FieldScope,
  item: (rules: Json, place: FieldPlace) => FieldReader | undefined,
): FieldReader | undefined {
  const { report } = scope;
  if (!isObject(rules) || 'each' in rules === 'lookup' in rules || !('fields' in rules)) {
    const message = 'A list needs `each` (a path to its items) or `lookup`, and `fields`.';
    report.add(place.path, 'connection_invalid', message);
    return undefined;
  }
  const known = ['each', 'lookup', 'fields', 'missing', 'single', ...Object.keys(listRules)];
  report.unknownKeys(rules, known, place.path);
  const form = absenceOf(rules, place, scope);
  const select = selectOf(rules, place, scope, (list) => itemSelector(list, place.name, form));
  const field = item(rules['fields'] ?? {}, { path: [...place.path, 'fields'], name: place.name });
  const chosen = parsedListRules(rules, place.path, report);
  if (!select || !field || !chosen) return undefined;
  const keep = keeperOf(chosen, place.path, report);
  const record = element.kind === 'record' ? element : undefined;
  const arrange = arrangerOf(chosen, record, rules['fields'], place.path, report);
  return {
    *cooperative(node, around) {
      const inside = { root: around.root, parent: node };
      const items = select(node, around);
      return arrange(yield* recordsOf(keep ? items.filter(keep) : items, field, inside, place.name));
    },
  };
}

/** Selects the items at a path, or those of a list elsewhere that belong to the record. */
function selectOf(
  { each, lookup }: JsonObject,
  { path, name }: FieldPlace,
  scope: FieldScope,
  selectorOf: (list: Way) => Select,
): Select | undefined {
  // An item that belongs nowhere would be lost without a word.
  const alone = (): never => {
    throw new WrongShape(name, 'an item does not say what it belongs to');
  };
  if (lookup !== undefined)
    return lookUpsReader(lookup, { path: [...path, 'lookup'], name }, scope, selectorOf, alone);
  const way = wayOf(each, [...path, 'each'], scope.report);
  return way && selectorOf(way);
}

/** Reads one record at a time; other work may run between two of them. */
export function* recordsOf(
  items: readonly Json[],
  { read, cooperative }: FieldReader,
  around: Around,
  field: string,
): Cooperative<Json[]> {
  const records: Json[] = [];
  for (const item of items) {
    if (isList(item)) throw new WrongShape(field, 'an item is a list: does the path end in `[*]`?');
    records.push(itemOf(read ? read(item, around) : yield* cooperative(item, around), field));
    yield;
  }
  return records;
}

/** Throws WrongShape for an item without any of its fields: leaving it out would silently lose a line. */
function itemOf(value: Json | undefined, field: string): Json {
  if (value === undefined) throw new WrongShape(field, 'an item has none of its fields');
  return value;
}
