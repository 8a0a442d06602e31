/** Compiles `fields:` into readers: from a node of an answer to business fields, directed by the fields' own types. */
import type { Json, JsonObject } from '../../../json.js';
import type { Path } from '../../../yaml/document.js';
import { didYouMean } from '../../../yaml/suggest.js';
import { isObject } from '../json-value.js';
import { listReader } from './lists.js';
import { type FieldPlace, type FieldScope, type Reader, scalarReader } from './scalars.js';
import type { RecordShape, Shape } from './shape.js';

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
      return listReader(rules, place, scope, (fields, at) => fieldReader(fields, shape.element, at, scope));
    case 'texts':
      return textsReader(rules, place, scope);
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
  return (node) => {
    const found = readers.flatMap(({ name, read }) => {
      const value = read(node);
      return value === undefined ? [] : [[name, value] as const];
    });
    return found.length === 0 ? undefined : Object.fromEntries([...lists, ...found]);
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
    scope.report.add(path, 'connection_field_unknown', `There is no business field \`${name}\` here.`, {
      at: 'key',
      hint,
    });
    return [];
  }
  const read = fieldReader(rules.value, field, { path, name: `${place.name}.${name}` }, scope);
  if (!read) return [];
  const word =
    field.kind === 'enum' && shape.fields.has(`${name}Text`)
      ? wordReader(rules.value, field, path, scope)
      : undefined;
  return word
    ? [
        { name, read },
        { name: `${name}Text`, read: word },
      ]
    : [{ name, read }];
}

/** The system's own word, where the enum has none for it. */
function wordReader(
  rules: Json,
  field: Shape & { kind: 'enum' },
  path: Path,
  scope: FieldScope,
): Reader | undefined {
  if (!isObject(rules) || !isObject(rules['values'])) return undefined;
  const known = rules['values'];
  const place = { path, name: 'statusText' };
  const read = scalarReader(
    { path: rules['path'] ?? '' },
    { kind: 'text', optional: field.optional },
    place,
    scope,
  );
  return (node) => {
    const word = read?.(node);
    return typeof word === 'string' && !Object.hasOwn(known, word) ? word : undefined;
  };
}

/** A merchant's own fields: a text each. */
function textsReader(rules: Json, place: FieldPlace, scope: FieldScope): Reader | undefined {
  const names = isObject(rules) ? Object.keys(rules) : [];
  const fields = new Map(names.map((name) => [name, { kind: 'text', optional: true } satisfies Shape]));
  return recordReader(rules, { kind: 'record', fields }, place, scope);
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
