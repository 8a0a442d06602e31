/** "Not now": an attempt ends, Temporal calls again, and a deadline ends the calling (DESIGN §5). */
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { PlannedCall } from './planned-call.js';

const minute = 60 * 1000;
const defaultDeadlineMs = { read: 2 * minute, write: 24 * 60 * minute, money: 24 * 60 * minute } as const;
const shortestDelayMs = 500;

/** Until when a call may be tried, counted from `since` or from when the activity was first scheduled (epoch ms). */
export function deadlineOf(call: PlannedCall, since: number = activityInfo().scheduledTimestampMs): number {
  return since + (call.request.call.deadlineMs ?? defaultDeadlineMs[call.effect]);
}

/** A failure after which Temporal calls again, after what the system asked for but not after the deadline. */
export function notNow(
  code: string,
  wait: { retryAfterMs?: number | undefined; now: number; deadline: number },
): ApplicationFailure {
  const { retryAfterMs, now, deadline } = wait;
  const delay = retryAfterMs && Math.max(shortestDelayMs, Math.min(retryAfterMs, deadline - now));
  return ApplicationFailure.create({
    type: 'NOT_NOW',
    message: code,
    category: ApplicationFailureCategory.BENIGN,
    ...(delay === undefined ? {} : { nextRetryDelay: delay }),
  });
}
