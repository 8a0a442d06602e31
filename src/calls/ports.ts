/** What calls need of the world: product and simulator give it, the rules stand here alone (DESIGN §3). */
import type { CallStep } from '../contracts/ir.js';
import type { Log } from '../contracts/log.js';
import type { Merchant } from '../merchants/merchant.js';
import type { Store } from '../store/store.js';
import type { CallRequest } from '../contracts/call-request.js';
import type { SubjectRecord } from '../commerce/subject.js';

/** What calls count; labels hold no customer's values. */
export interface CallMetrics {
  /** An operation was called; `outcome` is that of CallResult, or `not_now`. */
  operationCalled(labels: { merchant: string; operation: string; outcome: string }, seconds: number): void;
  /** A set of facts did not match. */
  verificationFailed(labels: { merchant: string }): void;
  /** More sets of facts have failed at a merchant in a day than customers mistype: somebody may be guessing. */
  verificationAlarm(labels: { merchant: string }): void;
}

/** How a write came out of which no run hears any more: its answer came late, or its run is gone. */
export interface LateAnswer {
  request: CallRequest;
  operation: string;
  outcome: 'done' | 'refused' | 'unknown';
}

/** A customer with a voucher of this merchant and conversation. */
export interface Vouched {
  /** By which their records are listed: the vouched one, never a typed one. */
  email?: string;
  /** Whether a record is theirs. */
  owns(record: SubjectRecord): boolean;
  /** False once the voucher has expired: it opens no further record, what it has opened stays so for its time. */
  current: boolean;
  /** Under which the records that it opened are noted: another customer in the same conversation has another. */
  scope: string;
}

/** The ports. */
export interface CallPorts {
  /** The merchant that is served under this id; throws where it is not (yet). */
  merchant(id: string): Merchant;
  /** Calls of a published flow by step id; undefined if it is not published for the merchant. */
  published(merchant: string, hash: string): Promise<ReadonlyMap<string, CallStep> | undefined>;
  store: Pick<Store, 'effects' | 'reservations' | 'stops' | 'verifications' | 'audit'>;
  /** For whom the channel vouches, if it does. */
  vouched(merchant: Merchant, request: CallRequest): Vouched | undefined;
  /** Of keyed hashes, at least 32 characters; never in a history, log or file of the repository. */
  secret: string;
  /** The worker's clock, epoch ms; whatever guards money goes by the database's. */
  now(): number;
  /** Tells the people who look into a write in doubt. */
  reportLateAnswer(answer: LateAnswer): Promise<void>;
  log: Log;
  metrics: CallMetrics;
}
