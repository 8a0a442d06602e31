/** Drives a call as an activity: what Temporal knows goes in, and "not now" is a failure that it retries. */
import { randomUUID } from 'node:crypto';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { callOperation as call } from '../calls/call-operation.js';
import { CallFailure, NotNow } from '../calls/failures.js';
import type { CallPorts } from '../calls/ports.js';
import type { CallRequest, Try } from '../calls/request.js';
import type { CallResult } from '../interpreter/protocol.js';

/** Makes the activity. */
export function callOperation(ports: CallPorts): (request: CallRequest) => Promise<CallResult> {
  return async (request) => {
    try {
      return await call(ports, request, tried());
    } catch (error) {
      throw failureOf(error);
    }
  };
}

function tried(): Try {
  const { attempt, scheduledTimestampMs } = activityInfo();
  return { id: randomUUID(), attempt, scheduledAt: scheduledTimestampMs, signal: cancellationSignal() };
}

function failureOf(error: unknown): unknown {
  if (error instanceof CallFailure) return ApplicationFailure.nonRetryable(error.code, error.code);
  if (!(error instanceof NotNow)) return error;
  return ApplicationFailure.create({
    type: 'NOT_NOW',
    message: error.code,
    category: ApplicationFailureCategory.BENIGN,
    ...(error.afterMs === undefined ? {} : { nextRetryDelay: error.afterMs }),
  });
}
