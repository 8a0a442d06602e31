/** Reports a call without a result to Temporal: "not now" is retried, any other failure of ours is final. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { CallFailure, NotNow } from './calls/failures.js';
import type { AwaitedSystem } from '../contracts/call-request.js';

/** The failure that Temporal acts on; errors that are not from calls stay as they are. */
export function callFailure(error: unknown): unknown {
  if (error instanceof CallFailure) return ApplicationFailure.nonRetryable(error.code, error.code);
  if (!(error instanceof NotNow)) return error;
  return ApplicationFailure.create({
    type: 'NOT_NOW',
    message: error.code,
    ...(error.asked === undefined
      ? {}
      : { details: [{ ...error.asked, code: error.code } satisfies AwaitedSystem] }),
    category: ApplicationFailureCategory.BENIGN,
    ...(error.afterMs === undefined ? {} : { nextRetryDelay: error.afterMs }),
  });
}
