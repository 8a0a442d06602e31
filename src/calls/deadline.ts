/** How long a call is tried: a deadline or the flow's `retry` ends the asking (DESIGN §5). */
import { NotNow } from './failures.js';
import type { PlannedCall } from './plan.js';
import type { CallPorts } from './ports.js';

const minute = 60 * 1000;
const usualMs = { read: 2 * minute, write: 24 * 60 * minute, money: 24 * 60 * minute } as const;
const shortestDelayMs = 500;

/** Until when a call is tried, as of now. */
export interface Deadline {
  now: number;
  /** Epoch ms. */
  at: number;
  /** The interval that the flow's `retry` asks for. */
  everyMs?: number;
  /** True if this attempt was the last one. */
  over: boolean;
}

/** Counted from `since`, or from when the call was first asked for (epoch ms); `retry` stands in for the usual deadline. */
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

/** Asked again at the flow's interval or after what the system asked for, the longer one, but not after the deadline. */
export function notNow(code: string, { now, at, everyMs = 0 }: Deadline, retryAfterMs = 0): NotNow {
  const wanted = Math.max(retryAfterMs, everyMs);
  return new NotNow(code, wanted === 0 ? undefined : Math.max(shortestDelayMs, Math.min(wanted, at - now)));
}
