/** The schema for editors takes what the checker takes, and says so in JSON Schema. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { flowSchema } from '../../src/cli/editor-schemas.js';
import { stepKinds } from '../../src/flows/steps/registry.js';
import { readDocument } from '../../src/flows/yaml/document.js';
import { shipped } from './support/demo.js';

test('every shipped flow has the form', () => {
  for (const { file, text } of shipped) {
    expect(flowSchema.safeParse(readDocument(file, text).document?.value).error).toBeUndefined();
  }
});

test('a step of an unknown kind has not', () => {
  const flow = {
    flow: 'a',
    outputs: { result: ['done'] },
    steps: [{ if: 'true', then: [{ sya: 'Hello' }] }],
  };
  expect(flowSchema.safeParse(flow).success).toBe(false);
});

test('as JSON Schema it names every kind of step', () => {
  const schema = JSON.stringify(z.toJSONSchema(flowSchema));
  for (const kind of stepKinds.keys()) expect(schema).toContain(`"${kind}":`);
});
