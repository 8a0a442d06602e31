/** Types as authors write them: `text?`, `Order`, `refund_reason`, `list of Order`. */
import type { FieldType, Type } from '../../contracts/ir.js';
import type { Operation } from '../../commerce/operation.js';
import type { FieldReader } from './from-fields.js';

/** Named records and enums, and the simple types, by name. */
export type TypeNames = ReadonlyMap<string, Type>;

const simple = ['text', 'number', 'bool', 'money', 'moment', 'date', 'duration', 'band'] as const;

/** Every name that the operations' fields define, along with the simple types. */
export function typeNames(operations: Iterable<Operation>, reader: FieldReader): TypeNames {
  const names = new Map<string, Type>(simple.map((t) => [t, { t }]));
  const collect = (type: Type): void => {
    if (type.t === 'list') collect(type.of);
    if (type.t !== 'enum' && type.t !== 'record') return;
    if (type.name !== undefined) names.set(type.name, type);
    if (type.t === 'record')
      Object.values(type.fields).forEach((field) => {
        collect(field.type);
      });
  };
  for (const operation of operations) {
    const { inputs, results, derived } = operation;
    for (const fields of [inputs, ...Object.values(results), derived?.outputs ?? {}]) {
      Object.values(reader.fields(fields)).forEach((field) => {
        collect(field.type);
      });
    }
  }
  return names;
}

/** Parses a written type, or returns the name in it that does not exist. */
export function parseType(raw: string, names: TypeNames): FieldType | { unknown: string } {
  const [, body = '', optional] = /^\s*(.*?)\s*(\?)?$/s.exec(raw) ?? [];
  const type = parseBody(body, names);
  if (typeof type === 'string') return { unknown: type };
  return { type, ...(optional === undefined ? {} : { optional: true }) };
}

function parseBody(body: string, names: TypeNames): Type | string {
  const list = /^list of (.+)$/.exec(body)?.[1];
  if (list === undefined) return names.get(body) ?? body;
  const of = parseBody(list, names);
  return typeof of === 'string' ? of : { t: 'list', of };
}
