/** What the script gives an activity for an event, and what a workflow's failure says. */
import type { RunEvent } from '../../../src/contracts/interpreter-event.js';
import type { Json } from '../../../src/contracts/json.js';

/** The result of an activity, or the code of a failure for good. */
export type Answer = { result: Json | undefined } | { failed: string };

/** The activity's answer that becomes the event. */
export function resultOf(event: RunEvent): Answer {
  switch (event.is) {
    case 'failed':
      return { failed: event.code };
    case 'understood':
      return {
        result: { understanding: event.understanding, facts: {}, fits: [] } as unknown as Json,
      };
    case 'called':
      return { result: event.result as unknown as Json };
    case 'asked':
      return { result: { labels: event.labels, expiresAt: event.expiresAt } };
    default:
      return { result: undefined };
  }
}

/** The code in a failure's causes. */
export function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('type' in cause && typeof cause.type === 'string') return cause.type;
  return String(error);
}
