/** The schema of a flow, in parts: it checks a file's form and drives completion in editors. */
import { z } from 'zod';
import type { Json } from '../contracts/json.js';

/** A value: a literal, `${…}`, a list of them, or a record as a map. */
export const value: z.ZodType<Json> = z
  .json()
  .describe('A value: a literal, `${…}`, a list of values, or a map of them as a record.');

/** Values by name. */
export const values = z.record(z.string(), value);

/** What can be read after a block. */
export const outputs = values.describe('Values for the following steps, as name: value.');

/** What a step is given. */
export const inputs = values.describe('The inputs, as name: value, such as `order: ${steps.find.order}`.');

/** Blocks for a step's outcomes besides done; `which` lists them. */
export const outcomes = (which: string) =>
  values.describe(
    `Steps for other outcomes, as a map from outcome to steps. ${which} An outcome that is not listed is handed off to an agent.`,
  );

/** A sentence with `${…}` in it. */
export const words = z.string().min(1).describe('A text; `${…}` inserts a value.');

/** An expression. */
export const expression = z.string().min(1).describe('An expression, such as `steps.find.result`.');

/** A length of time. */
export const duration = z
  .string()
  .min(1)
  .describe('A duration such as `2 days`, `4 hours`, `2 business days` or `4bh`.');

/** A whole number; YAML scalars are text, so the checker parses the number. */
export const number = z.string().min(1).describe('A whole number.');

/** How blocks inside a step are checked: separately while a file is compiled, all at once for editors. */
export interface Blocks {
  /** A list of steps. */
  steps: z.ZodType<Json>;
  /** A list of `say` steps. */
  says: z.ZodType<Json>;
  /** A list of steps, or `{ do, outputs }`. */
  branch: z.ZodType<Json>;
}

// YAML yields only JSON: checking that again at each level would cost more than everything else.
const anything = z.custom<Json>((value) => value !== undefined);

/** Blocks that are checked later, each by the step kinds in it. */
export const openBlocks: Blocks = { steps: anything, says: anything, branch: anything };

const fieldsOfResult = z.record(
  z.string(),
  z.string().describe('The type of this output, such as `money` or `Order?`.'),
);

/** The form of `result:` in flows and in a merchant's own operations. */
export const resultForm = z.union([
  z.array(z.string()).min(1).describe('The results, if all have the same outputs: `[told, not_found]`.'),
  z
    .record(z.string(), fieldsOfResult)
    .describe('Each result with its own outputs: `refunded: { amount: money }`.'),
]);

const result = resultForm.describe(
  'The flow’s possible results, in snake_case. Every flow also has the result `handed_over`, which is not listed here.',
);

/** The form of a whole flow; its steps are checked kind by kind. */
export const flowSchemaOf = (blocks: Blocks) =>
  z.strictObject({
    flow: z.string().describe('The flow’s name, in kebab-case. It also identifies runs in the Temporal UI.'),
    title: z.string().optional().describe('What the flow does, in words for people.'),
    inputs: z
      .record(
        z.string(),
        z
          .string()
          .describe('The type, such as `text`, `Order`, `list of text`; add `?` if it can be missing.'),
      )
      .optional()
      .describe('The flow’s inputs, as name: type; add `?` to the type if the input can be missing.'),
    policy: z
      .record(z.string(), z.string().describe('The type, such as `money`, `duration` or `band`.'))
      .optional()
      .describe(
        'The policy values that the flow reads, as name: type. Each merchant sets them in merchant.yaml.',
      ),
    outputs: z
      .object({ result })
      .catchall(z.string().describe('The type of an output that every result has.'))
      .describe('What the flow returns: `result`, and outputs that every result has.'),
    steps: blocks.steps.describe('The steps, in order. Every path must finish with `end`.'),
  });
