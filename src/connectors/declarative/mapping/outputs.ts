/** Compiles the reader of one result's outputs. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Fields } from '../../../commerce/operation.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { Cooperative } from '../cooperative.js';
import { fieldReader, recordReader } from './fields.js';
import type { ListRules } from './list-rules-schema.js';
import { type Arrange, arrangerOf, keeperOf } from './list-rules.js';
import { absenceOf, itemSelector, recordsOf } from './lists.js';
import { type FieldPlace, type FieldReader, type FieldScope, readField, wayOf } from './readers.js';
import { type RecordShape, type Shape, shapesOf } from './field-shape.js';
import { WrongShape } from './scalar-values.js';
import { isList } from '../json-value.js';

// The final check of outputs by the catalogue's own schemas.

/** Checks outputs against the catalogue's schemas, and keeps only declared fields. */
type Finish = (outputs: JsonObject) => Cooperative<JsonObject>;

/** Makes the check of one result's outputs; lists are checked item by item. */
function finisher(outputs: Fields): Finish {
  return function* (found) {
    const checked: Record<string, Json> = {};
    for (const [name, schema] of Object.entries(outputs)) {
      const value = found[name];
      const list = schema instanceof z.ZodArray && value !== undefined && isList(value);
      const parsed = list ? yield* listOf(schema.element, value, name) : valueOf(schema, value, [name]);
      if (parsed !== undefined) checked[name] = parsed;
    }
    return checked;
  };
}

function* listOf(schema: z.core.$ZodType, items: readonly Json[], name: string): Cooperative<Json> {
  const checked: Json[] = [];
  for (const [index, item] of items.entries()) {
    checked.push(valueOf(schema, item, [name, index]) ?? null);
    yield;
  }
  return checked;
}

function valueOf(
  schema: z.core.$ZodType,
  value: Json | undefined,
  at: readonly PropertyKey[],
): Json | undefined {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data as Json | undefined; // fields are JSON by their types
  // Report only the place, as zod's message would contain the value.
  const [issue] = parsed.error.issues;
  throw new WrongShape([...at, ...(issue?.path ?? [])].join('.'), 'missing, or of the wrong type');
}

/** Reads one result's outputs; `items` are read one by one, as each page holds only some. */
export type OutputReader =
  | {
      kind: 'items';
      output: string;
      list: boolean;
      /** Items of one page, as the system wrote them. */
      select: (body: Json) => readonly Json[];
      /** Records of one page. */
      read: (body: Json) => Cooperative<readonly Json[]>;
      /** Arranges the records of all pages as the connection demands. */
      arrange: Arrange;
      finish: Finish;
    }
  | { kind: 'whole'; read: (body: Json) => Cooperative<Json | undefined>; finish: Finish };

/** What an operation says about the shape of its response. */
export interface OutputRules extends ListRules {
  fields?: unknown;
  each?: string | undefined;
  at?: string | undefined;
  missing?: string | undefined;
  single?: string | undefined;
}

/** Compiles the reader of a result; undefined with an issue. */
export function compileOutputs(
  rules: OutputRules,
  outputs: Fields,
  path: Path,
  scope: FieldScope,
): OutputReader | undefined {
  const finish = finisher(outputs);
  const shapes = shapesOf(outputs);
  if (rules.fields === undefined) return withoutFields(shapes, path, finish, scope);
  const fields = rules.fields as Json; // YAML gives JSON
  const place = { path: [...path, 'fields'], name: '' };
  const only = onlyRecord(shapes);
  if (!only) {
    const read = recordReader(fields, { kind: 'record', fields: shapes }, place, scope);
    if (rules.each !== undefined) {
      const message = '`each` can only be used in an operation whose result is a list.';
      scope.report.add([...path, 'each'], 'connection_invalid', message, { at: 'key' });
    }
    const start = startOf(rules.at, path, scope);
    return read && start && { kind: 'whole', read: (body) => start(body, '', read), finish };
  }
  const item = fieldReader(fields, only.record, { ...place, name: only.name }, scope);
  if (rules.each !== undefined) return item && itemsOf(rules, item, only, { ...place, path }, finish, scope);
  if (only.list) {
    const message = '`each` is missing: the path to the items of the list.';
    scope.report.add(path, 'connection_invalid', message, { at: 'key' });
    return undefined;
  }
  const start = startOf(rules.at, path, scope);
  const read = item && start && wholeRecord(item, only.name, start);
  return read && { kind: 'whole', read, finish };
}

function itemsOf(
  rules: OutputRules,
  item: FieldReader,
  { name, list, record }: OnlyRecord,
  place: FieldPlace,
  finish: Finish,
  scope: FieldScope,
): OutputReader | undefined {
  const { report } = scope;
  const { path } = place;
  const each = wayOf(rules.each, [...path, 'each'], report);
  const keep = keeperOf(rules, path, report);
  const fields = rules.fields as Json; // YAML gives JSON
  const arrange = arrangerOf(rules, record, fields, path, report);
  const { missing = null, single = null } = rules;
  const form = absenceOf({ ...(missing ? { missing } : {}), ...(single ? { single } : {}) }, place, scope);
  if (!each) return undefined;
  const select = itemSelector(each, name, form);
  const items = (body: Json): readonly Json[] => select(body, { root: body, parent: body });
  const read = (body: Json): Cooperative<readonly Json[]> => {
    const meant = keep ? items(body).filter(keep) : items(body);
    return recordsOf(meant, item, { root: body, parent: body }, name);
  };
  return { kind: 'items', output: name, list, select: items, read, arrange, finish };
}

function withoutFields(
  shapes: ReadonlyMap<string, Shape>,
  path: Path,
  finish: Finish,
  { report }: FieldScope,
): OutputReader {
  for (const [name] of [...shapes].filter(([, { optional }]) => !optional)) {
    report.add(path, 'connection_field_missing', `\`fields\` is missing: \`${name}\` is required.`, {
      at: 'key',
    });
  }
  return { kind: 'whole', read: noFields, finish };
}

/** Reads nothing. */
export function* noFields(): Cooperative<JsonObject> {
  return {};
}

type OnlyRecord = { name: string; list: boolean; record: RecordShape & Shape };

/** The only record, or list of records, of a result: `fields` are then its fields. */
function onlyRecord(shapes: ReadonlyMap<string, Shape>): OnlyRecord | undefined {
  const [[name, shape] = []] = shapes;
  if (shapes.size !== 1 || name === undefined || !shape) return undefined;
  if (shape.kind === 'record') return { name, list: false, record: shape };
  const element = shape.kind === 'list' ? shape.element : undefined;
  return element?.kind === 'record' ? { name, list: true, record: element } : undefined;
}

/** Reads a record at its place in a response; an error names `name` if it is missing. */
type Start = (body: Json, name: string, field: FieldReader) => Cooperative<Json | undefined>;

/** Starts at `at`, or at the whole response; undefined with an issue. */
function startOf(at: string | undefined, path: Path, { report }: FieldScope): Start | undefined {
  if (at === undefined) return (body, _name, field) => readField(field, body, { root: body, parent: body });
  const way = wayOf(at, [...path, 'at'], report);
  if (!way) return undefined;
  return function* (body, name, field) {
    const around = { root: body, parent: body };
    const [node, second] = way.select(body, around);
    if (node === undefined || node === null || second !== undefined)
      throw new WrongShape(name, 'not at the path in `at`');
    return yield* readField(field, node, around);
  };
}

function wholeRecord(item: FieldReader, name: string, start: Start): (body: Json) => Cooperative<Json> {
  return function* (body) {
    const value = yield* start(body, name, item);
    if (value === undefined) throw new WrongShape(name, 'has none of its fields');
    return { [name]: value };
  };
}
