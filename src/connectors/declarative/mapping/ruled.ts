/** A value by rules over several fields: that of the first rule whose condition holds. */
import { z } from 'zod';
import type { Json } from '../../../contracts/json.js';
import { Condition } from '../condition-schema.js';
import { compileCondition } from '../conditions.js';
import type { FieldPlace, FieldScope, Reader } from './readers.js';

/** The form of `rules`. */
const Rules = z
  .array(
    z.strictObject({
      when: Condition.describe('What must hold of the record.'),
      value: z.string().min(1).describe('What the field is then.'),
    }),
  )
  .min(1);

/** Compiles `rules`; undefined with issues. */
export function ruledReader(rules: Json, place: FieldPlace, { report }: FieldScope): Reader | undefined {
  const path = [...place.path, 'rules'];
  const parsed = report.parsed(Rules, rules, path);
  const compiled = parsed?.map(({ when, value }, index) => ({
    holds: compileCondition(when, [...path, index, 'when'], report),
    value,
  }));
  return (
    compiled &&
    ((node) => compiled.find(({ holds }) => holds({ status: 200, headers: {}, body: node }))?.value)
  );
}
