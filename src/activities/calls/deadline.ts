/** How long a call is retried: until a deadline or the end of the flow's `retry` (DESIGN §5). */
import { NotNow } from './failures.js';
import type { Answering, PlannedCall } from './plan.js';
import type { CallPorts } from './ports.js';

const minute = 60 * 1000;
/** How long a call is tried where its flow does not say, by its effect, in ms. */
export const usualMs = { read: 2 * minute, write: 24 * 60 * minute, money: 24 * 60 * minute } as const;
const shortestDelayMs = 500;

/** How long a call is retried, as of now. */
export interface Deadline {
  now: number;
  /** Epoch ms. */
  at: number;
  /** The interval that the flow's `retry` asks for. */
  everyMs?: number;
  /** True if this attempt was the last one. */
  over: boolean;
}

/** Counted from `since`, or from the first request of the call (epoch ms); `retry` replaces the usual deadline. */
export function deadlineOf(
  ports: Pick<CallPorts, 'now'>,
  { request, effect, tried }: PlannedCall,
  since: number = tried.scheduledAt,
): Deadline {
  const { deadlineMs, retry } = request.call;
  const usual = retry === undefined ? usualMs[effect] : Infinity;
  const [now, at] = [ports.now(), since + (deadlineMs ?? usual)];
  if (retry === undefined) return { now, at, over: now >= at };
  return { now, at, everyMs: retry.everyMs, over: tried.attempt >= retry.atMost || now >= at };
}

/** Retries after the flow's interval or the system's own delay, whichever is longer, but not past the deadline. */
export function notNow(
  { binding, operation }: Answering,
  code: string,
  { now, at, everyMs = 0 }: Deadline,
  retryAfterMs = 0,
): NotNow {
  const wanted = Math.max(retryAfterMs, everyMs);
  const afterMs = wanted === 0 ? undefined : Math.max(shortestDelayMs, Math.min(wanted, at - now));
  return new NotNow(code, afterMs, { connection: binding.connection, operation: operation.name });
}
