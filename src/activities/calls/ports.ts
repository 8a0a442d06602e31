/** What calls need from outside: product and simulator provide it, the rules live only here (DESIGN §3). */
import type { CallResult } from '../../contracts/call-result.js';
import type { CallStep } from '../../contracts/ir.js';
import type { Log } from '../../contracts/log.js';
import type { Merchant, MerchantConfig } from '../../merchants/merchant.js';
import type { AuthenticatedAgent } from '../../contracts/approval.js';
import type { Documents } from '../../store/documents.js';
import type { ReceivedEvents, Store } from '../../store/store.js';
import type { EffectId } from '../../store/writes.js';
import type { CallRequest } from '../../contracts/call-request.js';
import type { SubjectRecord } from '../../commerce/subject.js';

/** How a call is counted: by its result, or by what it threw. */
export type CountedOutcome = CallResult['outcome'] | 'not_now' | 'failed';

/** Metrics of calls; labels hold no customer values. */
export interface CallMetrics {
  /** An operation was called. */
  operationCalled(
    labels: { merchant: string; operation: string; outcome: CountedOutcome },
    seconds: number,
  ): void;
  /** A set of facts did not match. */
  verificationFailed(labels: { merchant: string }): void;
  /** More facts did not match than customers mistype: somebody may be guessing. Told once, when it begins. */
  verificationAlarm(labels: { merchant: string; of: 'channel' | 'shared' | 'merchant' }): void;
}

/** The outcome of a write that no run hears of any more: its answer came late, or its run is gone. */
export interface LateAnswer extends EffectId {
  operation: string;
  outcome: 'done' | 'refused' | 'unknown';
}

/** A write that was done and has come back, or was refused and is done after all. */
export interface Contradiction extends EffectId {
  operation: string;
  what: 'come_back' | 'done_after_refusal';
  /** A flow tells people of it. */
  isSeenTo?: boolean;
}

/** A customer with a voucher of this merchant and conversation. */
export interface AuthenticatedCustomer {
  /** The e-mail by which their records are listed: the authenticated one, never a typed one. */
  email?: string;
  /** Whether a record belongs to them. */
  owns(record: SubjectRecord): boolean;
  /** False once the voucher has expired: it opens no more records, but what it opened stays open for its time. */
  current: boolean;
  /** The scope of notes on records that it opened: another customer in the same conversation has another. */
  scope: string;
}

/** The ports. */
export interface CallPorts {
  /** The merchant served under this id; throws if it is not served (yet). */
  merchant(id: string): Merchant;
  /** Calls of a published flow by step id; undefined if it is not published for the merchant. */
  published(merchant: string, hash: string): Promise<ReadonlyMap<string, CallStep> | undefined>;
  store: Pick<Store, 'effects' | 'reservations' | 'pauses' | 'verifications' | 'audit'> & {
    conversations: Pick<Store['conversations'], 'channelOf'>;
    events: Pick<ReceivedEvents, 'about' | 'again'>;
    documents: Pick<Documents, 'keep'>;
  };
  /** The customer for whom the channel vouches, if any. */
  authenticated(
    merchant: Merchant,
    request: Pick<CallRequest, 'merchant' | 'conversation' | 'customer'>,
  ): AuthenticatedCustomer | undefined;
  /** Who has decided, if their sign-in vouches for them. */
  agents: {
    identify(config: MerchantConfig, token: string, at: number): Promise<AuthenticatedAgent | undefined>;
  };
  /** Secret for keyed hashes, at least 32 characters; never in a history, log or repository file. */
  secret: string;
  /** The worker's clock, epoch ms; whatever guards money uses the database's. */
  now(): number;
  /** Alerts the people who investigate doubtful writes. */
  reportLateAnswer(answer: LateAnswer): Promise<void>;
  /** Tells people that a system says something else of a write than it has said before. */
  reportContradiction(write: Contradiction): Promise<void>;
  log: Log;
  metrics: CallMetrics;
}
