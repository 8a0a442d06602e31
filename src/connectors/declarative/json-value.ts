/** The kind of a JSON value, and its text. */
import type { Json, JsonObject } from '../../contracts/json.js';

/** Whether a value is a list; `Array.isArray` does not narrow readonly ones. */
export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Whether a value is an object. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as text; lists and objects as JSON. */
export const plainText = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** An object without some of its keys. */
export const omitted = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
