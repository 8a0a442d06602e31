/** What came back must be what was asked for: another customer's order is dropped, whatever the system thought (DESIGN §8). */
import type { Json, JsonObject } from '../../../json.js';
import type { Operation } from '../../../operations/operation.js';
import { isObject } from '../json-value.js';

/** Whether a record is the one asked for. */
export type IsAskedFor = (record: Json, inputs: JsonObject) => boolean;

/** The field of the order and the input that must be equal, by the operation's subject. */
const PAIRS = {
  number: { field: 'number', input: 'number' },
  list: { field: 'customerEmail', input: 'email' },
} as const;

/** The comparison for an operation; undefined when its answer names nobody. */
export function identityOf({ subject }: Operation): { field: string; isAskedFor: IsAskedFor } | undefined {
  if (subject !== 'number' && subject !== 'list') return undefined;
  const { field, input } = PAIRS[subject];
  return {
    field,
    isAskedFor: (record, inputs) => isObject(record) && sameWord(record[field], inputs[input]),
  };
}

function sameWord(found: Json | undefined, asked: Json | undefined): boolean {
  if (typeof found !== 'string' || typeof asked !== 'string') return false;
  return asked.trim() !== '' && found.trim().toLowerCase() === asked.trim().toLowerCase();
}
