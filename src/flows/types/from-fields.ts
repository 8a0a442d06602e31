/** The flow-language types of business fields, read from the meta of their zod schemas. */
import { z } from 'zod';
import type { FieldMeta } from '../../commerce/field.js';
import type { FieldType, Type } from '../../contracts/ir.js';
import type { Fields } from '../../commerce/operation.js';
import { type FieldTypes, text } from './type.js';

/** A merchant's own fields: record → name → type. */
export type CustomFields = Readonly<Record<string, FieldTypes>>;

/** Reads types of fields; records with `custom` get the merchant's own fields there. */
export class FieldReader {
  private readonly known = new Map<z.core.$ZodType, FieldType>();

  constructor(private readonly custom: CustomFields) {}

  /** Types of an operation's inputs or outputs. */
  fields(fields: Fields): FieldTypes {
    return Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, this.field(schema)]));
  }

  /** Type of one field; each schema is read once. */
  field(schema: z.core.$ZodType): FieldType {
    const known = this.known.get(schema) ?? this.read(schema);
    this.known.set(schema, known);
    return known;
  }

  private read(schema: z.core.$ZodType): FieldType {
    if (schema instanceof z.ZodOptional) return { ...this.field(schema.unwrap()), optional: true };
    // The helpers that create business fields register a FieldMeta as their meta.
    const meta = (z.globalRegistry.get(schema) ?? {}) as FieldMeta;
    return { type: this.type(schema, meta), ...(meta.opaque === true ? { opaque: true } : {}) };
  }

  private type(schema: z.core.$ZodType, meta: FieldMeta): Type {
    const name = meta.name === undefined ? {} : { name: meta.name };
    if (schema instanceof z.ZodEnum) return { t: 'enum', ...name, values: schema.options.map(String) };
    if (schema instanceof z.ZodArray) return { t: 'list', of: this.field(schema.element).type };
    if (meta.type !== 'money' && schema instanceof z.ZodObject) {
      return { t: 'record', ...name, fields: this.record(schema, meta.name) };
    }
    switch (meta.type) {
      case undefined:
      case 'enum':
      case 'list':
      case 'record':
        return text;
      default:
        return { t: meta.type };
    }
  }

  private record(schema: z.ZodObject, name: string | undefined): FieldTypes {
    const fields = Object.entries<z.core.$ZodType>(schema.shape).map(
      ([field, inner]) => [field, this.field(inner)] as const,
    );
    const own = this.custom[name ?? ''] ?? {};
    return Object.fromEntries(
      fields.flatMap(([field, type]) => {
        if (field !== 'custom') return [[field, type]];
        // A merchant without own fields has no `custom`, so that reading it is a mistake with a place.
        return Object.keys(own).length === 0
          ? []
          : [[field, { type: { t: 'record', fields: own } satisfies Type }]];
      }),
    );
  }
}
