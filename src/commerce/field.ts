/** Building blocks of business fields: zod schemas whose meta names the flow language's type and the privacy class. */
import { z } from 'zod';

/** Who may see a field's value: `personal` never appears in an id, attribute, log line or metric. */
export type Privacy = 'none' | 'personal';

/** Meta of a business field: the flow language's type and name, and the privacy class. */
export interface FieldMeta {
  [key: string]: unknown;
  type?:
    | 'text'
    | 'number'
    | 'bool'
    | 'money'
    | 'moment'
    | 'date'
    | 'duration'
    | 'band'
    | 'enum'
    | 'list'
    | 'record';
  /** Name of a record or enum in the flow language. */
  name?: string;
  privacy?: Privacy;
  /** What a text must be: a country of ISO 3166-1, in two capitals. */
  form?: 'country';
  /** Never shown to a customer or an approver, e.g. a system's own id. */
  opaque?: boolean;
}

/** Text of at most 4,000 characters; leading zeros stay. */
export const text = (privacy: Privacy = 'none') =>
  z
    .string()
    .max(4000)
    .meta({ type: 'text', privacy } satisfies FieldMeta);

/** A system's own identifier: passed back unchanged, never shown. */
export const ref = () =>
  z
    .string()
    .min(1)
    .max(512)
    .meta({ type: 'text', opaque: true } satisfies FieldMeta);

/** A safe integer. */
export const integer = () =>
  z
    .number()
    .int()
    .meta({ type: 'number' } satisfies FieldMeta);

/** True or false. */
export const bool = () => z.boolean().meta({ type: 'bool' } satisfies FieldMeta);

/** A moment in epoch milliseconds. */
export const moment = () =>
  z
    .number()
    .int()
    .meta({ type: 'moment' } satisfies FieldMeta);

/** A day, as `2026-03-02`, without a time or a zone. */
export const date = () => z.iso.date().meta({ type: 'date' } satisfies FieldMeta);

/** An enum of the flow language with its name, values in snake_case. */
export const named = <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
  z.enum(values).meta({ type: 'enum', name } satisfies FieldMeta);
