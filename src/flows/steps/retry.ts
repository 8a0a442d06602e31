/** `retry` of a call: how a call that cannot be made now is retried. */
import { z } from 'zod';
import type { RetryIr } from '../../contracts/ir.js';
import type { Path } from '../yaml/document.js';
import { boundAt } from '../bounded-numbers.js';
import type { Compilation } from '../compilation.js';
import { calendarMsAt } from '../durations.js';
import { duration, number } from '../schema-parts.js';

/** The form of `retry:`. */
export const retrySchema = z
  .strictObject({
    every: duration.describe('Time between two attempts, such as `30 seconds`, in calendar time.'),
    atMost: number.describe('The maximum number of attempts, including the first: 1 to 100.'),
  })
  .describe(
    'How to retry a call while the system cannot answer. After the last attempt, its outcome is `unavailable`.',
  );

/** Compiles `retry:`. */
export function retryAt(flow: Compilation, raw: z.infer<typeof retrySchema>, path: Path): RetryIr {
  return {
    everyMs: calendarMsAt(flow, raw.every, [...path, 'every']),
    atMost: boundAt(flow, raw.atMost, [...path, 'atMost'], { from: 1, to: 100, example: 5 }),
  };
}
