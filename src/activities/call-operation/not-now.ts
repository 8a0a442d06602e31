/** "Not now": an attempt ends, Temporal calls again, and a deadline or the flow's `retry` ends the calling (DESIGN §5). */
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Dependencies } from '../dependencies.js';
import type { PlannedCall } from './planned-call.js';

const minute = 60 * 1000;
const defaultDeadlineMs = { read: 2 * minute, write: 24 * 60 * minute, money: 24 * 60 * minute } as const;
const shortestDelayMs = 500;

/** How long a call is still tried, as of now. */
export interface Patience {
  now: number;
  /** Epoch ms. */
  deadline: number;
  /** The interval that the flow's `retry` asks for. */
  everyMs?: number;
  /** True if this attempt was the last one. */
  over: boolean;
}

/** Counted from `since`, or from when the activity was first scheduled (epoch ms); `retry` stands in for the usual deadline. */
export function patienceOf(
  deps: Pick<Dependencies, 'now'>,
  { request, effect }: PlannedCall,
  since: number = activityInfo().scheduledTimestampMs,
): Patience {
  const { deadlineMs, retry } = request.call;
  const usual = retry === undefined ? defaultDeadlineMs[effect] : Infinity;
  const [now, deadline] = [deps.now(), since + (deadlineMs ?? usual)];
  if (retry === undefined) return { now, deadline, over: now >= deadline };
  const tried = activityInfo().attempt >= retry.atMost;
  return { now, deadline, everyMs: retry.everyMs, over: tried || now >= deadline };
}

/** A failure after which Temporal calls again: at the flow's interval or after what the system asked for, the longer one, but not after the deadline. */
export function notNow(
  code: string,
  { now, deadline, everyMs = 0 }: Patience,
  retryAfterMs = 0,
): ApplicationFailure {
  const wanted = Math.max(retryAfterMs, everyMs);
  const delay = Math.max(shortestDelayMs, Math.min(wanted, deadline - now));
  return ApplicationFailure.create({
    type: 'NOT_NOW',
    message: code,
    category: ApplicationFailureCategory.BENIGN,
    ...(wanted === 0 ? {} : { nextRetryDelay: delay }),
  });
}
