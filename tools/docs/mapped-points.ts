/** Which data points of the business records connections map, for the pages that say so. */
import { z } from 'zod';
import { catalogue } from '../../src/commerce/index.js';
import type { Connection } from '../../src/connectors/connector.js';

/** A business record, and the operations that give it, each with the output that it is in. */
interface GivenRecord {
  schema: z.ZodObject;
  givenBy: { operation: string; output: string }[];
}

function objectIn(schema: z.ZodType): z.ZodObject | undefined {
  if (schema instanceof z.ZodOptional) return objectIn(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodArray) return objectIn(schema.element as z.ZodType);
  return schema instanceof z.ZodObject ? schema : undefined;
}

/** Every named record that a read of the catalogue gives, in its order. */
export function recordsGiven(): Map<string, GivenRecord> {
  const records = new Map<string, GivenRecord>();
  for (const { name: operation, effect, results } of catalogue.values()) {
    if (effect !== 'read') continue;
    for (const [output, field] of Object.values(results).flatMap((fields) => Object.entries(fields))) {
      const schema = objectIn(field);
      const { type, name } = schema?.meta() ?? {};
      if (schema === undefined || type !== 'record' || typeof name !== 'string') continue;
      const known = records.get(name) ?? { schema, givenBy: [] };
      known.givenBy.push({ operation, output });
      records.set(name, known);
    }
  }
  return records;
}

/** What connections map of a record; undefined where none of them gives it. */
export function mappedBy(
  connections: readonly Connection[],
  { givenBy }: GivenRecord,
): Set<string> | undefined {
  const mapped = connections.flatMap(({ bindings }) =>
    givenBy.flatMap(({ operation, output }) => {
      const fields = bindings.get(operation)?.fields;
      // A record beside other outputs is mapped under its output's name.
      return fields === undefined ? [] : [fields.map((field) => field.replace(`${output}.`, ''))];
    }),
  );
  if (mapped.length === 0) return undefined;
  const names = mapped.flat();
  return new Set([...names, ...names.flatMap((name) => name.split('.').slice(0, 1))]);
}
