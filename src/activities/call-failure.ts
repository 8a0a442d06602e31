/** How a call that ends without a result is told to Temporal: "not now" is asked again, anything else of ours is final. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { CallFailure, NotNow } from '../calls/failures.js';

/** The failure that Temporal acts on; what is not of the calls stays what it is. */
export function callFailure(error: unknown): unknown {
  if (error instanceof CallFailure) return ApplicationFailure.nonRetryable(error.code, error.code);
  if (!(error instanceof NotNow)) return error;
  return ApplicationFailure.create({
    type: 'NOT_NOW',
    message: error.code,
    category: ApplicationFailureCategory.BENIGN,
    ...(error.afterMs === undefined ? {} : { nextRetryDelay: error.afterMs }),
  });
}
