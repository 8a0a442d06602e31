/** How an attempt ends without a result: to be retried later, or never. The driver translates both. */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';

/** "Not now": the caller asks again, after `afterMs` if given. Invisible to the flow. */
export class NotNow extends Error {
  override readonly name = 'NotNow';

  constructor(
    readonly code: string,
    readonly afterMs?: number,
    /** The connection and operation that were asked, if it was a system's fault. */
    readonly asked?: { connection: string; operation: string },
  ) {
    super(code);
  }
}

/** A failure that no further attempt can fix, with a code and no value. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';

  constructor(readonly code: ErrorCode) {
    super(code);
  }
}
