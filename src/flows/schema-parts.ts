/** The schema of a flow, in parts: it checks a file's form and drives completion in editors. */
import { z } from 'zod';
import type { Json } from '../contracts/json.js';

/** A value: a literal, `${…}`, a list of them, or a record as a map. */
export const value: z.ZodType<Json> = z
  .json()
  .describe('A value: a literal, `${…}`, a list of them, or a record as a map of them.');

/** Values by name. */
export const values = z.record(z.string(), value);

/** What can be read after a block. */
export const outputs = values.describe('What can be read behind it: name: value.');

/** What a step is given. */
export const inputs = values.describe('What it needs: name: value, such as `order: ${steps.find.order}`.');

/** Blocks for a step's outcomes besides done; `which` lists them. */
export const outcomes = (which: string) =>
  values.describe(
    `What happens when it does not go well: outcome: steps. ${which} What is not written here is handed over to people.`,
  );

/** A sentence with `${…}` in it. */
export const words = z.string().min(1).describe('A text; `${…}` inserts a value.');

/** An expression. */
export const expression = z.string().min(1).describe('An expression, such as `steps.find.result`.');

/** A length of time. */
export const duration = z.string().min(1).describe('Such as `2 days`, `4 hours`, `2 business days`, `4bh`.');

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
  z.array(z.string()).min(1).describe('The results, when all have the same outputs: `[told, not_found]`.'),
  z
    .record(z.string(), fieldsOfResult)
    .describe('Each result with its own outputs: `refunded: { amount: money }`.'),
]);

const result = resultForm.describe(
  'What the flow can come to, in snake_case. `handed_over` is a result of every flow and not written here.',
);

/** The form of a whole flow; its steps are checked kind by kind. */
export const flowSchemaOf = (blocks: Blocks) =>
  z.strictObject({
    flow: z.string().describe('Name of the flow, in kebab-case; runs are found by it.'),
    title: z.string().optional().describe('What the flow does, for people.'),
    inputs: z
      .record(
        z.string(),
        z.string().describe('The type, such as `text`, `Order`, `list of text`; `?` if it may be absent.'),
      )
      .optional()
      .describe('What the flow is given: name: type, `text?` if it may be absent.'),
    policy: z
      .record(z.string(), z.string().describe('The type, such as `money`, `duration` or `band`.'))
      .optional()
      .describe(
        "Values of the merchant's policy that are read: name: type. Each merchant gives them in merchant.yaml.",
      ),
    outputs: z
      .object({ result })
      .catchall(z.string().describe('The type of an output that every result gives.'))
      .describe('What the flow gives back: `result`, and further outputs that every result gives.'),
    steps: blocks.steps.describe('What is done, one step after the other. Every way ends with `end`.'),
  });
