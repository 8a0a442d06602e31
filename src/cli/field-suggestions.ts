/** What editors suggest under `fields:` of an operation: the business fields that it gives. Nothing else is rejected. */
import { catalogue } from '../commerce/index.js';
import type { Operation } from '../commerce/operation.js';
import { type Shape, shapesOf } from '../connectors/declarative/mapping/shape.js';
import type { Json, JsonObject } from '../contracts/json.js';
import { isNode } from './json-schema.js';

/** The schema of `operations:`, and that of one operation which it refers to as `#/definitions/operation`. */
export function withFieldSuggestions(operations: JsonObject): { operations: JsonObject; operation: Json } {
  const { additionalProperties: operation = true, ...rest } = operations;
  const form = { $ref: '#/definitions/operation' };
  const known = [...catalogue.values()].map((each): [string, Json] => [
    each.name,
    { description: `${each.title}.`, allOf: [form, { properties: { fields: suggested(fieldsOf(each)) } }] },
  ]);
  return {
    operation,
    operations: { ...rest, properties: Object.fromEntries(known), additionalProperties: form },
  };
}

/** The fields of the main result: those of its one record, or its outputs. */
function fieldsOf({ results }: Operation): ReadonlyMap<string, Shape> {
  const [outputs = {}] = Object.values(results);
  const shapes = shapesOf(outputs);
  const [only] = shapes.values();
  return (shapes.size === 1 ? partsOf(only) : undefined) ?? shapes;
}

/** The fields of a record, or of each of a list. */
function partsOf(shape: Shape | undefined): ReadonlyMap<string, Shape> | undefined {
  if (shape?.kind === 'list') return partsOf(shape.element);
  return shape?.kind === 'record' ? shape.fields : undefined;
}

const suggested = (fields: ReadonlyMap<string, Shape>): JsonObject => ({
  description: 'Business fields: where each stands in the answer.',
  properties: Object.fromEntries([...fields].map(([name, shape]) => [name, ofField(name, shape)])),
});

/** A record is written by its fields, or with a place and its fields under it; a list always in the second way. */
function ofField(name: string, shape: Shape): Json {
  const description = `Where \`${name}\` stands.`;
  const parts = partsOf(shape);
  if (parts === undefined) return { description };
  const inner = suggested(parts);
  const own = shape.kind === 'record' && isNode(inner['properties']) ? inner['properties'] : {};
  return { description, properties: { ...own, fields: inner } };
}
