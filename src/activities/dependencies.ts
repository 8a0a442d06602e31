/** What activities are made with: every factory `name(deps)` takes this one object from the composition root. */
import type { Merchants } from '../merchants/merchant.js';
import type { PhrasingOutcome } from '../phrasing/phrase-reply.js';
import type { Store } from '../store/store.js';

/** Structured log, as pino has it: fields first, then the sentence. Fields hold no customer's values. */
interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What activities count; labels hold no customer's values. */
export interface Metrics {
  /** An operation was called; `outcome` is that of CallResult, or `not_now`. */
  operationCalled(labels: { merchant: string; operation: string; outcome: string }, seconds: number): void;
  /** A set of facts did not match. */
  verificationFailed(labels: { merchant: string }): void;
  /** More sets of facts have failed at a merchant in a day than customers mistype: somebody may be guessing. */
  verificationAlarm(labels: { merchant: string }): void;
  /** A decision came in; `outcome` is `approved`, `rejected` or the code why it does not count. */
  approvalDecided(labels: { merchant: string; outcome: string }): void;
  /** A reply was or was not put into other words. */
  phrased(labels: { outcome: PhrasingOutcome }): void;
}

/** Everything that activities need from the process they run in. */
export interface Dependencies {
  merchants: Merchants;
  store: Store;
  /** Of keyed hashes, at least 32 characters; never in a history, log or file of the repository. */
  secret: string;
  /** Replies after a verification attempt leave so long after the message, whatever was found (ms). */
  replyDelayMs: number;
  log: Log;
  metrics: Metrics;
  /** Epoch milliseconds. */
  now(): number;
}
