/** Example values for what nobody has told: enough for a flow to go on. */
import type { Type } from '../../contracts/ir.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { FieldTypes } from '../../flows/types/type.js';
import { isMap } from '../value-reader.js';
import { momentText } from './values-in-test-notation.js';

/** What examples are made from: fields that are known by name, such as a call's inputs, and the time of the shop. */
export interface ExampleContext {
  known: JsonObject;
  /** Epoch milliseconds. */
  now: number;
  /** IANA zone. */
  zone: string;
}

/** What fields must have, as a test author writes it; a list that is a result's own gets one item. */
export function exampleFields(types: FieldTypes, context: ExampleContext, listed = true): JsonObject {
  const entries = Object.entries(types).flatMap(([name, field]): [string, Json][] => {
    const { type, optional, opaque } = field;
    if (optional === true || opaque === true || (type.t === 'list' && !listed)) return [];
    const example = exampleOf(name, type, context);
    return isMap(example) && Object.keys(example).length === 0 ? [] : [[name, example]];
  });
  return Object.fromEntries(entries);
}

/** An example of one value. */
export function exampleOf(name: string, type: Type, context: ExampleContext): Json {
  const known = Object.hasOwn(context.known, name) ? context.known[name] : undefined;
  if (typeof known === 'string' && type.t !== 'record' && type.t !== 'list') return known;
  switch (type.t) {
    case 'record':
      return exampleFields(type.fields, context, false);
    case 'list':
      return [exampleOf(name, type.of, context)];
    case 'enum':
      return type.values[0] ?? '';
    case 'moment':
      return momentText(context.now, context.zone);
    case 'date':
      return momentText(context.now, context.zone).slice(0, 10);
    case 'money':
      return '20 EUR';
    case 'number':
      return '1';
    case 'bool':
      return 'true';
    case 'duration':
      return '1 day';
    default:
      return /number$/i.test(name) ? '1001' : name;
  }
}

/** The written value over an example: what it says counts, what it leaves open is the example's. */
export function over(example: Json, written: Json): Json {
  if (!isMap(example) || !isMap(written)) return written;
  const both = Object.entries(written).map(([name, value]): [string, Json] => {
    const other = Object.hasOwn(example, name) ? example[name] : undefined;
    return [name, other === undefined ? value : over(other, value)];
  });
  return { ...example, ...Object.fromEntries(both) };
}
