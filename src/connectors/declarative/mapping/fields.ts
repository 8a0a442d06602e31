/** Compiles `fields:` into readers from a node of a response to business fields, according to their types. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import { didYouMean } from '../../../flows/yaml/suggest.js';
import { isObject } from '../json-value.js';
import { listReader } from './lists.js';
import {
  type FieldPlace,
  type FieldReader,
  type FieldScope,
  readField,
  type Reader,
  wayOf,
} from './readers.js';
import { scalarReader } from './scalars.js';
import type { RecordShape, Shape } from './field-shape.js';
import type { Path } from '../../../flows/yaml/document.js';
import { sourceReader } from './value-source.js';
import { lookUpReader } from './look-ups.js';
import { WrongShape } from './scalar-values.js';

// Records elsewhere in the response: `{ at, fields }` or `{ lookup, fields }`.

/** A reader for the record at `at`, or found by `lookup`; `inside` reads its fields. */
function nestedRecord(
  rules: JsonObject,
  inside: FieldReader | undefined,
  place: FieldPlace,
  scope: FieldScope,
): FieldReader | undefined {
  scope.report.unknownKeys(rules, ['at', 'lookup', 'fields'], place.path);
  const find =
    rules['lookup'] === undefined
      ? nodeReader(rules['at'], { ...place, path: [...place.path, 'at'] }, scope)
      : lookUpReader(rules['lookup'], { ...place, path: [...place.path, 'lookup'] }, scope);
  if (!inside || !find) return undefined;
  const { read, cooperative } = inside;
  if (read)
    return {
      read: (node, around) => {
        const found = find(node, around) ?? undefined;
        return found === undefined ? undefined : read(found, around);
      },
    };
  return {
    *cooperative(node, around) {
      const found = find(node, around) ?? undefined;
      return found === undefined ? undefined : yield* cooperative(found, around);
    },
  };
}

function nodeReader(path: Json | undefined, place: FieldPlace, { report }: FieldScope): Reader | undefined {
  const way = wayOf(path, path === undefined ? place.path.slice(0, -1) : place.path, report);
  if (!way) return undefined;
  return (node, around) => {
    const found = way.select(node, around);
    if (found.length > 1) throw new WrongShape(place.name, 'the path matches several values');
    return found[0];
  };
}

/** A reader for one field of any type; undefined with an issue. */
export function fieldReader(
  rules: Json,
  shape: Shape,
  place: FieldPlace,
  scope: FieldScope,
): FieldReader | undefined {
  switch (shape.kind) {
    case 'record':
      return recordReader(rules, shape, place, scope);
    case 'list':
      return listReader(rules, shape.element, place, scope, (fields, at) =>
        fieldReader(fields, shape.element, at, scope),
      );
    case 'document': {
      const message = `\`${place.name}\` is not a field of the answer; the operation’s \`document:\` says where to find its content.`;
      scope.report.add(place.path, 'connection_invalid', message, { at: 'key' });
      return undefined;
    }
    case 'own':
      return ownReader(rules, place, scope);
    default:
      return singleReader(rules, shape, place, scope);
  }
}

function singleReader(...given: Parameters<typeof scalarReader>): FieldReader | undefined {
  const read = scalarReader(...given);
  return read && { read };
}

/** A reader for a record from a map of its fields. */
export function recordReader(
  rules: Json,
  shape: RecordShape,
  place: FieldPlace,
  scope: FieldScope,
): FieldReader | undefined {
  if (!isObject(rules)) {
    scope.report.add(place.path, 'connection_invalid', 'Write a map from business fields to paths.');
    return undefined;
  }
  if ('fields' in rules && !shape.fields.has('fields')) {
    const at = { ...place, path: [...place.path, 'fields'] };
    return nestedRecord(rules, recordReader(rules['fields'] ?? {}, shape, at, scope), place, scope);
  }
  const map = withDottedKeys(rules);
  const readers = Object.entries(map).flatMap(([name, entry]) =>
    namedReaders(name, entry, shape, place, scope),
  );
  const empty = [...shape.fields].filter(([name, field]) => !field.optional && !(name in map));
  // A field of another name is told by that one; a map that two operations share, once.
  const needed = Object.keys(map).every((name) => shape.fields.has(name)) ? empty : [];
  const missing = needed.filter(
    ([name, { kind }]) => kind !== 'list' && scope.report.isFirst(rules, `missing ${name}`),
  );
  for (const [name] of missing) {
    const message = `The required field \`${name}\` is not mapped.`;
    scope.report.add(place.path, 'connection_field_missing', message, { at: 'key' });
  }
  // A list that the system does not have is empty in every response.
  const lists = empty.filter(([, field]) => field.kind === 'list').map(([name]) => [name, []] as const);
  return readerOf(readers, () => Object.fromEntries(lists));
}

/** Combines readers; the result reads in one go if all fields do. */
function readerOf(fields: readonly NamedField[], empty: () => Record<string, Json>): FieldReader {
  const single = fields.flatMap(({ name, field: { read } }) => (read ? [{ name, read }] : []));
  if (single.length === fields.length)
    return {
      read: (node, around) =>
        recordOf(
          empty(),
          single.map(({ name, read }) => [name, read(node, around)]),
        ),
    };
  return {
    *cooperative(node, around) {
      const values: [string, Json | undefined][] = [];
      for (const { name, field } of fields) values.push([name, yield* readField(field, node, around)]);
      return recordOf(empty(), values);
    },
  };
}

/** A record of the present values; undefined when there are none. */
function recordOf(
  record: Record<string, Json>,
  values: readonly (readonly [string, Json | undefined])[],
): Json | undefined {
  let some = false;
  for (const [name, value] of values) {
    if (value === undefined) continue;
    record[name] = value;
    some = true;
  }
  return some ? record : undefined;
}

type NamedField = { name: string; field: FieldReader };

function namedReaders(
  name: string,
  rules: Entry,
  shape: RecordShape,
  place: FieldPlace,
  scope: FieldScope,
): NamedField[] {
  const path = [...place.path, ...rules.key];
  const field = shape.fields.get(name);
  if (!field) {
    const hint = didYouMean(name, shape.fields.keys());
    const message = `The business field \`${name}\` does not exist here.`;
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
        { name, field: read },
        { name: `${name}Text`, field: { read: word } },
      ]
    : [{ name, field: read }];
}

/** Reads a merchant's own fields by their declared types, or as texts where no merchant is known. */
function ownReader(rules: Json, place: FieldPlace, scope: FieldScope): FieldReader | undefined {
  const names = isObject(rules) ? Object.keys(rules) : [];
  const texts = new Map(names.map((name) => [name, { kind: 'text', optional: true } satisfies Shape]));
  return recordReader(rules, { kind: 'record', fields: scope.ownFields ?? texts }, place, scope);
}

/** An entry of a map with the keys that lead to it in the file. */
type Entry = { value: Json; key: readonly string[] };

/** Expands dotted keys: `custom.region: …` equals `custom: { region: … }`. */
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

/** Reads the system's own word where the enum has none for it. */
function wordReader(rules: Json, path: Path, scope: FieldScope): Reader | undefined {
  if (!isObject(rules) || !isObject(rules['values'])) return undefined;
  const known = rules['values'];
  // If `*` maps all other words, none is left to report, unless it maps them to `other`.
  if (Object.hasOwn(known, '*') && known['*'] !== 'other') return undefined;
  const read = sourceReader(rules, { path, name: 'statusText' }, scope);
  return (node, around) => {
    const word = read?.(node, around);
    if (word === undefined || word === null || typeof word === 'object') return undefined;
    return Object.hasOwn(known, String(word)) ? undefined : String(word);
  };
}
