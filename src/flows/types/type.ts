/** Types of the flow language: how the checker compares, joins and names them. */
import type { FieldType, Type } from '../../contracts/ir.js';

/** Fields by name: of a record, of inputs, of a result's outputs. */
export type FieldTypes = Readonly<Record<string, FieldType>>;

/** The simple types. */
export const text: Type = { t: 'text' };
/** A safe integer. */
export const number: Type = { t: 'number' };
/** True or false. */
export const bool: Type = { t: 'bool' };
/** Epoch milliseconds. */
export const moment: Type = { t: 'moment' };

/** An enum without a name of its own. */
export const enumOf = (values: readonly string[]): Type => ({ t: 'enum', values });

/** True if a value of `from` can stand where `to` is needed; an enum is a text, but not the other way round. */
export function assignable(from: Type, to: Type): boolean {
  if (to.t === 'text' && from.t === 'enum') return true;
  if (from.t === 'enum' && to.t === 'enum') return from.values.every((value) => to.values.includes(value));
  if (from.t === 'list' && to.t === 'list') return assignable(from.of, to.of);
  if (from.t === 'record' && to.t === 'record') return recordAssignable(from.fields, to.fields);
  return from.t === to.t;
}

function recordAssignable(from: FieldTypes, to: FieldTypes): boolean {
  return Object.entries(to).every(([name, needed]) => {
    const given = Object.hasOwn(from, name) ? from[name] : undefined;
    if (given === undefined) return needed.optional === true;
    if (given.optional === true && needed.optional !== true) return false;
    return given.type === needed.type || assignable(given.type, needed.type);
  });
}

/** The type that covers the values of both, or undefined if there is none. */
export function joined(left: Type, right: Type): Type | undefined {
  if (left.t === 'enum' && right.t === 'enum') {
    const values = [...new Set([...left.values, ...right.values])];
    // A literal has no name of its own; the name decides the words for the other values.
    const names = [...new Set([left.name, right.name])].filter((name) => name !== undefined);
    return { t: 'enum', ...(names.length === 1 && names[0] ? { name: names[0] } : {}), values };
  }
  if (assignable(left, right)) return right;
  return assignable(right, left) ? left : undefined;
}

/** Both fields as one: optional if either is. */
export function joinedField(left: FieldType, right: FieldType): FieldType | undefined {
  const type = joined(left.type, right.type);
  if (type === undefined) return undefined;
  const optional = left.optional === true || right.optional === true;
  const opaque = left.opaque === true || right.opaque === true;
  return { type, ...(optional ? { optional } : {}), ...(opaque ? { opaque } : {}) };
}

/** A type in words, for messages. */
export function named(type: Type): string {
  switch (type.t) {
    case 'enum':
      return type.name ?? (type.values.length > 4 ? 'one of its values' : type.values.join(' | '));
    case 'list':
      return `list of ${named(type.of)}`;
    case 'record':
      return type.name ?? `{ ${Object.keys(type.fields).slice(0, 5).join(', ')} }`;
    default:
      return type.t;
  }
}
