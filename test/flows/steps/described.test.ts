/** Every key that an author can write is described: editors show it. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { branchSchema } from '../../../src/flows/steps/branches.js';
import { stepKinds } from '../../../src/flows/steps/registry.js';
import { flowSchemaOf, openBlocks } from '../../../src/flows/schema-parts.js';

interface Described {
  description?: string;
  properties?: Readonly<Record<string, Described>>;
}

/** Paths of the keys without a description. */
const silent = (schema: Described, path: string): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => [
    ...(inner.description === undefined ? [`${path}.${key}`] : []),
    ...silent(inner, `${path}.${key}`),
  ]);

// Blocks are described where they stand; what is in them has its own form.
const schemaOf = (form: z.ZodType) => z.toJSONSchema(form, { unrepresentable: 'any' }) as Described;

test.each<readonly [string, z.ZodType]>([
  ['a flow', flowSchemaOf(openBlocks)],
  ['a branch', branchSchema(openBlocks)],
  ...[...stepKinds.values()].map(({ kind, form }) => [kind, form] as const),
])('%s', (name, form) => {
  expect(silent(schemaOf(form), name)).toEqual([]);
});
