/** The final check of outputs by the catalogue's own schemas. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Fields } from '../../../commerce/operation.js';
import { isList } from '../json-value.js';
import type { Cooperative } from '../cooperative.js';
import { WrongShape } from './values.js';

/** Checks outputs against the catalogue's schemas, and keeps only declared fields. */
export type Finish = (outputs: JsonObject) => Cooperative<JsonObject>;

/** Makes the check of one result's outputs; lists are checked item by item. */
export function finisher(outputs: Fields): Finish {
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
  throw new WrongShape([...at, ...(issue?.path ?? [])].join('.'), 'missing, or not of its type');
}
