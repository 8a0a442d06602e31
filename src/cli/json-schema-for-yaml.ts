/** Adapts a JSON Schema whose scalars are all text so that editors can validate YAML against it. */
import { z } from 'zod';
import type { Json, JsonObject } from '../contracts/json.js';

/** True for a map. */
export const isNode = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Transforms a schema bottom-up. */
function mapped(value: Json, change: (node: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((item: Json) => mapped(item, change));
  if (!isNode(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, change)])),
  );
}

/** A map in, a map out. */
const mappedNode = (schema: JsonObject, change: (node: JsonObject) => JsonObject): JsonObject => {
  const result = mapped(schema, change);
  return isNode(result) ? result : schema;
};

/** Accepts numbers and booleans wherever text is: editors tell them apart, but we read every scalar as text. */
export function forYaml(schema: JsonObject): JsonObject {
  return mappedNode(schema, (node) => {
    const { propertyNames, ...rest } = node;
    // Every key is text anyway; only a pattern adds anything.
    const kept = isNode(propertyNames) && propertyNames['pattern'] !== undefined ? node : rest;
    if (kept['type'] !== 'string') return kept;
    if (kept['const'] !== undefined) return kept;
    const options = kept['enum'];
    if (!isList(options)) return { ...kept, type: ['string', 'number', 'boolean'] };
    const written = options.flatMap((option) =>
      option === 'true' || option === 'false' ? [option === 'true'] : [],
    );
    if (written.length === 0) return kept;
    return { ...kept, type: ['string', 'boolean'], enum: [...options, ...written] };
  });
}

/** Adds the form of outcome blocks, which editors need; the checker reads them kind by kind. */
export function branchesAsOutcomes(schema: JsonObject): JsonObject {
  return mappedNode(schema, (node) => {
    const { outcomes } = node;
    if (!isNode(outcomes) || !isNode(outcomes['additionalProperties'])) return node;
    return {
      ...node,
      outcomes: { ...outcomes, additionalProperties: { $ref: '#/definitions/branch' } },
    };
  });
}

/** Suggests values for a text key without rejecting others. */
export function withSuggestions(schema: JsonObject, key: string, values: readonly string[]): JsonObject {
  return mappedNode(schema, (node) => {
    const written = node[key];
    if (!isNode(written) || written['description'] === undefined) return node;
    const { description, type = 'string' } = written;
    return { ...node, [key]: { description, anyOf: [{ enum: values }, { type }] } };
  });
}

/** Removes patterns that hold only for final values: secrets are still names here. */
export function unpatterned(schema: JsonObject): JsonObject {
  return mappedNode(schema, (node) => {
    if (node['type'] === undefined) return node;
    return Object.fromEntries(Object.entries(node).filter(([key]) => key !== 'pattern' && key !== 'format'));
  });
}

/** The JSON Schema (draft 7) of what a zod schema takes. */
export function jsonSchemaOf(form: z.ZodType): JsonObject {
  // Zod's output is JSON, although its type lists each key.
  return z.toJSONSchema(form, { io: 'input', target: 'draft-7', unrepresentable: 'any' }) as JsonObject;
}
