/** The schema of `accepted:`, the response with which a system merely promises a write (DESIGN §5). */
import { z } from 'zod';
import { Condition, Text } from './condition-schema.js';

const WAIT = 'A time is written as 30m, 4h or 10 days.';

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
  .refine((ms) => ms <= YEAR_MS, 'At most a year is waited.');

const Ask = z.strictObject({
  operation: Text.describe(
    'A read that tells what became of it: `payments.refund_status`, or one with the results `done`, `refused` and `pending`.',
  ),
  every: z
    .array(Wait)
    .min(1)
    .max(12)
    .describe('When it is asked: `[1m, 5m, 30m, 4h]`; the last one again and again.'),
});

/** `accepted:` of an operation. */
export const Accepted = z.strictObject({
  when: Condition.describe('The answer that accepts, and says nothing yet of what is done.'),
  ref: Text.optional().describe(
    'By which reference the system will name it: a JSONPath, or `${idempotencyKey}` if the key is sent.',
  ),
  settles: z
    .strictObject({
      ask: Ask.optional().describe('The system is asked what became of it.'),
      event: Text.optional().describe(
        'The system tells by an event of `events.kinds`: `payments.refund_settled`.',
      ),
    })
    .refine(({ ask, event }) => ask !== undefined || event !== undefined, 'Write `ask`, `event` or both.')
    .describe('How it is known in the end.'),
  within: Wait.describe('After so long without a word it is `unknown`: `10 days`.'),
});

/** What a file says about responses that merely accept. */
export type AcceptedRules = z.infer<typeof Accepted>;
