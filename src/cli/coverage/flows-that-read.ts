/** Which flows read a data point, by the fields that the checker has seen them read. */
import type { z } from 'zod';
import type { OfferedFlow } from '../../flows/offered-flow.js';
import { fieldsTo } from './data-points.js';

/** Names of flows that read every field on the way to a data point of a record. */
export function flowsThatRead(
  schema: z.ZodType,
  point: string,
  flows: ReadonlyMap<string, Pick<OfferedFlow, 'fields'>>,
): string[] {
  const way = fieldsTo(schema, point);
  return [...flows].filter(([, { fields }]) => way.every((field) => fields.has(field))).map(([flow]) => flow);
}
