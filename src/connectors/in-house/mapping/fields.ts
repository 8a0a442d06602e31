/** Compiles `fields:` into readers: from a node of an answer to business fields, directed by the fields' own types. */
import type { Json, JsonObject } from '../../../json.js';
import type { Path } from '../../../yaml/document.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { isObject } from '../json-value.js';
import { listReader } from './lists.js';
import { lookUpReader } from './look-ups.js';
import { type FieldPlace, type FieldScope, type Reader, wayOf } from './readers.js';
import { scalarReader } from './scalars.js';
import type { RecordShape, Shape } from './shape.js';
import { sourceReader } from './sources.js';
import { WrongShape } from './values.js';

/** A reader for one field of any type; undefined with an issue. */
export function fieldReader(
  rules: Json,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  switch (shape.kind) {
    case 'record':
      return recordReader(rules, shape, place, scope);
    case 'list':
      return listReader(rules, shape.element, place, scope, (fields, at) =>
        fieldReader(fields, shape.element, at, scope),
      );
    case 'own':
      return ownReader(rules, place, scope);
    default:
      return scalarReader(rules, shape, place, scope);
  }
}

/** A reader for a record from a map of its fields. */
export function recordReader(
  rules: Json,
  shape: RecordShape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  if (!isObject(rules)) {
    scope.report.add(place.path, 'connection_invalid', 'A map from business fields to paths is needed here.');
    return undefined;
  }
  if ('fields' in rules && !shape.fields.has('fields')) return placedRecord(rules, shape, place, scope);
  const map = withDottedKeys(rules);
  const readers = Object.entries(map).flatMap(([name, entry]) =>
    namedReaders(name, entry, shape, place, scope),
  );
  const empty = [...shape.fields].filter(([name, field]) => !field.optional && !(name in map));
  for (const [name] of empty.filter(([, field]) => field.kind !== 'list')) {
    const message = `\`${name}\` is not mapped, and every answer needs it.`;
    scope.report.add(place.path, 'connection_field_missing', message, { at: 'key' });
  }
  // A list that the system does not have is empty in every answer.
  const lists = empty.filter(([, field]) => field.kind === 'list').map(([name]) => [name, []] as const);
  return (node, around) => {
    const record: Record<string, Json> = Object.fromEntries(lists);
    let some = false;
    for (const { name, read } of readers) {
      const value = read(node, around);
      if (value === undefined) continue;
      record[name] = value;
      some = true;
    }
    return some ? record : undefined;
  };
}

/** `{ at, fields }` or `{ lookup, fields }`: a record that stands elsewhere in the answer. */
function placedRecord(
  rules: JsonObject,
  shape: RecordShape,
  place: FieldPlace,
  scope: FieldScope,
): Reader | undefined {
  scope.report.unknownKeys(rules, ['at', 'lookup', 'fields'], place.path);
  const read = recordReader(
    rules['fields'] ?? {},
    shape,
    { ...place, path: [...place.path, 'fields'] },
    scope,
  );
  const find =
    rules['lookup'] === undefined
      ? nodeReader(rules['at'], { ...place, path: [...place.path, 'at'] }, scope)
      : lookUpReader(rules['lookup'], { ...place, path: [...place.path, 'lookup'] }, scope);
  if (!read || !find) return undefined;
  return (node, around) => {
    const found = find(node, around);
    return found === undefined || found === null ? undefined : read(found, around);
  };
}

function nodeReader(path: Json | undefined, place: FieldPlace, { report }: FieldScope): Reader | undefined {
  const way = wayOf(path, path === undefined ? place.path.slice(0, -1) : place.path, report);
  if (!way) return undefined;
  return (node, around) => {
    const found = way.select(node, around);
    if (found.length > 1) throw new WrongShape(place.name, 'the path leads to several values');
    return found[0];
  };
}

type NamedReader = { name: string; read: Reader };

function namedReaders(
  name: string,
  rules: Entry,
  shape: RecordShape,
  place: FieldPlace,
  scope: FieldScope,
): NamedReader[] {
  const path = [...place.path, ...rules.key];
  const field = shape.fields.get(name);
  if (!field) {
    const hint = didYouMean(name, shape.fields.keys());
    const message = `There is no business field \`${name}\` here.`;
    scope.report.add(path, 'connection_field_unknown', message, { at: 'key', hint });
    return [];
  }
  const read = fieldReader(rules.value, field, { path, name: `${place.name}.${name}` }, scope);
  if (!read) return [];
  const word =
    field.kind === 'enum' && shape.fields.has(`${name}Text`)
      ? wordReader(rules.value, path, scope)
      : undefined;
  return word
    ? [
        { name, read },
        { name: `${name}Text`, read: word },
      ]
    : [{ name, read }];
}

/** The system's own word, where the enum has none for it. */
function wordReader(rules: Json, path: Path, scope: FieldScope): Reader | undefined {
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

/** A merchant's own fields, by their declared types; a text each where no merchant is known. */
function ownReader(rules: Json, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const names = isObject(rules) ? Object.keys(rules) : [];
  const texts = new Map(names.map((name) => [name, { kind: 'text', optional: true } satisfies Shape]));
  return recordReader(rules, { kind: 'record', fields: scope.ownFields ?? texts }, place, scope);
}

/** An entry of a map with the keys that lead to it in the file. */
type Entry = { value: Json; key: readonly string[] };

/** `custom.region: …` says the same as `custom: { region: … }`. */
function withDottedKeys(rules: JsonObject): Record<string, Entry> {
  const map: Record<string, Entry> = {};
  for (const [key, value] of Object.entries(rules)) {
    const [name = key, ...rest] = key.split('.');
    if (rest.length === 0) map[key] = { value, key: [key] };
    else map[name] = { value: { ...asObject(map[name]?.value), [rest.join('.')]: value }, key: [key] };
  }
  return map;
}

const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
