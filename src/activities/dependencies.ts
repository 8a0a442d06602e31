/** What activities are made from: every factory `name(deps)` takes this one object from the composition root. */
import type { CallMetrics, Contradiction } from './calls/ports.js';
import type { Log } from '../contracts/log.js';
import type { AgentTokens } from '../security/identity/agent-tokens.js';
import type { Merchants } from '../merchants/merchant.js';
import type { Store } from '../store/store.js';

/** What activities count; labels contain no customer values. */
export interface Metrics extends CallMetrics {
  /** A decision came in; `outcome` is `approved`, `rejected` or the code that says why it does not count. */
  approvalDecided(labels: { merchant: string; outcome: string }): void;
  /** An event was taken up; `kind` is a business event, or `unknown`. */
  eventTaken(labels: { merchant: string; kind: string }): void;
  /** A message of a help desk could not be taken in, and is left to people. */
  messageLeft(labels: { merchant: string; why: 'erased' | 'other_channel' }): void;
  /** A message's voucher does not count. */
  voucherRejected(labels: { merchant: string; reason: string }): void;
  /** An open approval request was closed, as Temporal does not know its run. */
  runUnknown(labels: { merchant: string }): void;
  /** A system says something else of a write than before. */
  writeContradicted(labels: { merchant: string; what: Contradiction['what'] }): void;
}

/** Everything that activities need from the process they run in. */
export interface Dependencies {
  merchants: Merchants;
  store: Store;
  /** The secret for keyed hashes, at least 32 characters; never in a history, log or repository file. */
  secret: string;
  /** Delay from the message to the reply after a verification attempt, whatever was found (ms). */
  replyDelayMs: number;
  /** Where the HTTP API is for customers, to whom it gives documents. */
  publicUrl: string;
  /** A workflow's page in Temporal's UI, where one is known. */
  uiLink?: (workflowId: string) => string | undefined;
  /** Who an agent is by their merchant's sign-in. */
  agents: AgentTokens;
  log: Log;
  metrics: Metrics;
  /** Epoch milliseconds. */
  now(): number;
}
