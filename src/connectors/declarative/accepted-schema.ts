/** The schema of `accepted:`, the response with which a system merely promises a write (DESIGN §5). */
import { z } from 'zod';
import { Condition, Text } from './condition-schema.js';

const WAIT = 'Write a time such as 30m, 4h or 10 days.';

/** Milliseconds of a unit, by the first letter of its word. */
const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);
const YEAR_MS = 366 * 86_400_000;

/** A duration as written in flows or in the rest of a connection file, in ms. */
const Wait = z
  .string()
  .regex(/^[1-9]\d{0,4} ?(s|m|min|h|d|seconds?|minutes?|hours?|days?)$/, WAIT)
  .transform((text) => Number.parseInt(text, 10) * (UNIT_MS.get(text.replace(/^[\d ]+/, '').charAt(0)) ?? 0))
  .refine((ms) => ms <= YEAR_MS, 'The maximum is one year.');

const Ask = z.strictObject({
  operation: Text.describe(
    'A read that reports the outcome: `payments.refund_status`, or one with the results `done`, `refused` and `pending`.',
  ),
  every: z
    .array(Wait)
    .min(1)
    .max(12)
    .describe('When to ask: `[1m, 5m, 30m, 4h]`; the last interval repeats.'),
});

/** `accepted:` of an operation. */
export const Accepted = z.strictObject({
  when: Condition.describe('The answer that accepts the write without reporting its outcome.'),
  ref: Text.optional().describe(
    'The reference that the system will use for the write: a JSONPath, or `${idempotencyKey}` if the key is sent.',
  ),
  settles: z
    .strictObject({
      ask: Ask.optional().describe('Ask the system for the outcome.'),
      event: Text.optional().describe(
        'The event of `events.kinds` that reports the outcome: `payments.refund_settled`.',
      ),
    })
    .refine(({ ask, event }) => ask !== undefined || event !== undefined, 'Add `ask`, `event` or both.')
    .describe('How the outcome becomes known.'),
  within: Wait.describe('When to give up; the outcome is then `unknown`: `10 days`.'),
});

/** What a file says about responses that merely accept. */
export type AcceptedRules = z.infer<typeof Accepted>;
