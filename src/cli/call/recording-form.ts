/** The form of a recording's file. */
import { z } from 'zod';
import type { Json } from '../../contracts/json.js';

const JsonValue: z.ZodType<Json> = z.json();

const Answer = z.union([
  z.object({ failed: z.enum(['unsent', 'cut']), code: z.string() }),
  z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: JsonValue }),
]);

/** A recording: what was asked, what came back, and how it ended; `format` is its version. */
export const Recording = z.object({
  format: z.literal(2),
  merchant: z.string(),
  operation: z.string(),
  inputs: z.record(z.string(), JsonValue),
  exchanges: z.array(
    z.object({
      request: z.object({
        method: z.string(),
        url: z.string(),
        headers: z.array(z.string()),
        body: JsonValue.optional(),
      }),
      answer: Answer,
    }),
  ),
  outcome: z.object({ is: z.string(), code: z.string() }),
});

/** A recording. */
export type Recording = z.infer<typeof Recording>;
