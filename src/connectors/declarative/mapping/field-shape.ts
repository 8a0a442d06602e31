/** What a zod schema says about a business field: its flow language type, its parts, and if it is optional. */
import { z } from 'zod';
import type { FieldMeta } from '../../../commerce/field.js';
import type { Fields } from '../../../commerce/operation.js';

/** A field's type as a mapping needs it; `own` are the merchant's own fields. */
export type Shape = { optional: boolean } & (
  | { kind: 'text'; form?: FieldMeta['form'] }
  | { kind: 'number' | 'bool' | 'moment' | 'date' | 'money' | 'own' | 'document' | 'unmapped' }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'list'; element: Shape }
  | RecordShape
);

/** A record's fields by name. */
export type RecordShape = { kind: 'record'; fields: ReadonlyMap<string, Shape> };

/** Whether a value of this shape is one text, number or word. */
export const isSingle = ({ kind }: Shape): boolean =>
  ['text', 'number', 'bool', 'enum', 'moment', 'date'].includes(kind);

/** Known shapes; each operation of a connection asks for those of the same records. */
const known = new WeakMap<Fields, ReadonlyMap<string, Shape>>();

/** Shapes of an operation's inputs, or of the outputs of one result. */
export function shapesOf(fields: Fields): ReadonlyMap<string, Shape> {
  const shapes =
    known.get(fields) ?? new Map(Object.entries(fields).map(([name, schema]) => [name, shapeOf(schema)]));
  known.set(fields, shapes);
  return shapes;
}

function shapeOf(schema: z.ZodType, optional = false): Shape {
  if (schema instanceof z.ZodOptional) return shapeOf(inner(schema.unwrap()), true);
  if (schema instanceof z.ZodArray)
    return { kind: 'list', element: shapeOf(inner(schema.element)), optional };
  if (schema instanceof z.ZodEnum) return { kind: 'enum', values: schema.options.map(String), optional };
  // Records with arbitrary names are a merchant's own fields.
  if (schema instanceof z.ZodRecord) return { kind: 'own', optional };
  const meta: FieldMeta | undefined = schema.meta();
  if (isDocument(meta)) return { kind: 'document', optional };
  const type = meta?.type ?? 'unmapped';
  switch (type) {
    case 'text':
      return { kind: type, optional, ...(meta?.form ? { form: meta.form } : {}) };
    case 'number':
    case 'bool':
    case 'moment':
    case 'date':
    case 'money':
      return { kind: type, optional };
    default:
      if (!(schema instanceof z.ZodObject)) return { kind: 'unmapped', optional };
      return { kind: 'record', fields: shapesOf(schema.shape), optional }; // a ZodObject's shape is its fields
  }
}

/** Whether it is a document, whose content stays out of the fields. */
const isDocument = (meta: FieldMeta | undefined): boolean =>
  meta?.type === 'record' && meta.name === 'Document';

/** Unwraps a schema: zod types it by its core, without methods, but ours come from the classic constructors. */
const inner = (schema: z.core.$ZodType): z.ZodType => schema as z.ZodType;
