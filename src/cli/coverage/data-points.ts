/** Every data point of the business fields (DESIGN §9), named like `lines.sku`, from the fields' own schemas. */
import { z } from 'zod';

/** Data points of a record, including nested lists and records, in schema order. */
export const dataPoints = (schema: z.ZodType): string[] => pointsOf(schema, '');

/** The fields on the way to a data point, each with the record that it is a field of, such as `OrderLine.sku`. */
export function fieldsTo(schema: z.ZodType, point: string): string[] {
  let record = unwrapped(schema);
  return point.split('.').flatMap((name) => {
    if (!(record instanceof z.ZodObject)) return [];
    const of = record.meta()?.['name'];
    record = unwrapped((record.shape as Record<string, z.ZodType>)[name] ?? z.never());
    return typeof of === 'string' ? [`${of}.${name}`] : [];
  });
}

/** Maximum depth: lists within a list's items repeat those of the order. */
const DEEP = 2;

function pointsOf(schema: z.ZodType, prefix: string, depth = 0): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
    const inner = unwrapped(field);
    const own = `${prefix}${name}`;
    if (!(inner instanceof z.ZodObject) || isMoney(inner)) return [own];
    return depth >= DEEP ? [] : pointsOf(inner, `${own}.`, depth + 1);
  });
}

/** Money is one data point, though it has two parts. */
const isMoney = (schema: z.ZodObject): boolean => schema.meta()?.['type'] === 'money';

/** Unwraps optional fields and lists; ours are made with zod's classic constructors. */
function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional) return unwrapped(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodArray ? unwrapped(schema.element as z.ZodType) : schema;
}
