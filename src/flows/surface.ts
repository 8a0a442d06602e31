/** The surface of a flow as zod schemas: what checks a file's form, and what editors complete by. */
import { z } from 'zod';
import type { Json } from '../json.js';

/** A value: a literal, `${…}`, or a list of them. */
export const value: z.ZodType<Json> = z.json().describe('A value: a literal, `${…}`, or a list of them.');

/** Values by name. */
export const values = z.record(z.string(), value);

/** A sentence with `${…}` in it. */
export const words = z.string().min(1).describe('A text; `${…}` inserts a value.');

/** An expression. */
export const expression = z.string().min(1).describe('An expression, such as `steps.find.result`.');

/** A length of time. */
export const duration = z.string().min(1).describe('Such as `2 days`, `4 hours`, `2 business days`, `4bh`.');

/** How blocks inside a step are checked: by themselves while a file is compiled, all at once for editors. */
export interface Blocks {
  /** A list of steps. */
  steps: z.ZodType<Json>;
  /** A list of steps, or `{ do, outputs }`. */
  branch: z.ZodType<Json>;
}

// All that YAML gives is JSON: going through it again at each level would cost more than all the rest.
const anything = z.custom<Json>((value) => value !== undefined);

/** Blocks that are looked at later, each by the step kinds in it. */
export const openBlocks: Blocks = { steps: anything, branch: anything };

/** The form of a whole flow; its steps are checked kind by kind. */
export const flowSurface = (blocks: Blocks) =>
  z.strictObject({
    flow: z.string().describe('Name of the flow, in kebab-case.'),
    title: z.string().optional().describe('What it does, for people.'),
    inputs: z.record(z.string(), z.string()).optional().describe('name: type, `text?` if it may be absent.'),
    policy: z
      .record(z.string(), z.string())
      .optional()
      .describe("Values of the merchant's policy that are read: name: type."),
    outputs: z
      .object({
        result: z.union([z.array(z.string()).min(1), z.record(z.string(), z.record(z.string(), z.string()))]),
      })
      .catchall(z.string())
      .describe(
        '`result` as a list, or a map from result to its own outputs; further outputs are given by all results.',
      ),
    steps: blocks.steps,
  });
