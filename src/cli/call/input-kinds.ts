/** The type of each input of an operation, as far as the command line needs it. */
import { z } from 'zod';
import type { FieldMeta } from '../../commerce/field.js';
import type { Operation } from '../../commerce/operation.js';

/** Inputs by name with their flow-language types; a list takes the inputs that the engine gives. */
export function inputKinds({ inputs, subject }: Operation): Map<string, string> {
  if (subject === 'list')
    return new Map([
      ['email', 'text'],
      ['since', 'moment'],
    ]);
  return new Map(Object.entries(inputs).map(([name, schema]) => [name, kindOf(schema)]));
}

function kindOf(schema: z.ZodType): string {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema; // made by the classic constructors
  const meta: FieldMeta | undefined = inner.meta();
  return meta?.type ?? 'record';
}
