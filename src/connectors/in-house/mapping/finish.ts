/** The last check of an answer's outputs, by the catalogue's own schemas. */
import { z } from 'zod';
import type { Json, JsonObject } from '../../../json.js';
import type { Fields } from '../../../operations/operation.js';
import { isObject } from '../json-value.js';
import { WrongShape } from './values.js';

/** Checks outputs against the catalogue's schemas; only declared fields are left. */
export type Finish = (outputs: JsonObject) => JsonObject;

/** The check of one result's outputs. */
export function finisher(outputs: Fields): Finish {
  const schema = z.object(outputs);
  return (found) => {
    const parsed = schema.safeParse(found);
    if (!parsed.success) {
      // The place alone: zod's message would hold the value.
      throw new WrongShape(parsed.error.issues[0]?.path.join('.') ?? '', 'missing, or not of its type');
    }
    return isObject(parsed.data as Json) ? (parsed.data as JsonObject) : {}; // fields are JSON by their types
  };
}
