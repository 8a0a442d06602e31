/** How an attempt ends without a result: asked again later, or never. The driver puts both into its own words. */
import type { ErrorCode } from '../contracts/errors/catalogue.js';

/** "Not now": whoever asked asks again, after `afterMs` if that is said. Unseen by the flow. */
export class NotNow extends Error {
  override readonly name = 'NotNow';

  constructor(
    readonly code: string,
    readonly afterMs?: number,
  ) {
    super(code);
  }
}

/** A failure that no other attempt can mend, with a code and no value. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';

  constructor(readonly code: ErrorCode) {
    super(code);
  }
}
