/** Types that merchants declare for their own fields and operations, as the schemas used everywhere else. */
import { z } from 'zod';
import { bool, date, type FieldMeta, integer, moment, text } from './field.js';
import { Money } from './money.js';
import { catalogue } from './index.js';

const simple: Readonly<Record<string, z.ZodType>> = {
  // Values from a merchant's own system may be about a person.
  text: text('personal'),
  number: integer(),
  bool: bool(),
  money: Money,
  moment: moment(),
  date: date(),
};

/** Types that an own field can have. */
export const ownFieldTypes: readonly string[] = Object.keys(simple);

/** Records and enums of the catalogue, by their names in the flow language. */
function namedSchemas(): Map<string, z.ZodType> {
  const found = new Map<string, z.ZodType>();
  const collect = (schema: z.core.$ZodType): void => {
    if (schema instanceof z.ZodOptional) collect(schema.unwrap());
    if (schema instanceof z.ZodArray) collect(schema.element);
    const meta: FieldMeta | undefined = z.globalRegistry.get(schema);
    const isNamed = schema instanceof z.ZodEnum || (schema instanceof z.ZodObject && meta?.type === 'record');
    if (!isNamed || meta?.name === undefined) return;
    found.set(meta.name, schema);
    if (schema instanceof z.ZodObject) Object.values<z.core.$ZodType>(schema.shape).forEach(collect);
  };
  for (const { inputs, results } of catalogue.values())
    for (const fields of [inputs, ...Object.values(results)]) Object.values(fields).forEach(collect);
  return found;
}

const known: ReadonlyMap<string, z.ZodType> = new Map([...Object.entries(simple), ...namedSchemas()]);

/** Types that inputs and outputs of a merchant's own operation can have, besides `list of …` and `…?`. */
export const declaredTypes: readonly string[] = [...known.keys()];

/** The schema of a type such as `text?`, `Order` or `list of text`; undefined when there is none. */
export function declaredType(written: string): z.ZodType | undefined {
  const [, body = '', optional] = /^\s*(.*?)\s*(\?)?$/s.exec(written) ?? [];
  const element = /^list of (.+)$/.exec(body)?.[1];
  const inner = element === undefined ? known.get(body) : declaredType(element);
  if (inner === undefined || inner instanceof z.ZodOptional) return undefined;
  const schema = element === undefined ? inner : z.array(inner);
  return optional === undefined ? schema : schema.optional();
}
