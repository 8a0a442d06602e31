/** What activities are made with: every factory `name(deps)` takes this one object from the composition root. */
import type { CallMetrics } from '../calls/ports.js';
import type { Log } from '../contracts/log.js';
import type { Merchants } from '../merchants/merchant.js';
import type { Store } from '../store/store.js';

/** What activities count; labels hold no customer's values. */
export interface Metrics extends CallMetrics {
  /** A decision came in; `outcome` is `approved`, `rejected` or the code why it does not count. */
  approvalDecided(labels: { merchant: string; outcome: string }): void;
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
