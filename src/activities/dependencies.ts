/** What activities are made from: every factory `name(deps)` takes this one object from the composition root. */
import type { CallMetrics, CallPorts, Contradiction } from './calls/ports.js';
import type { Log } from '../contracts/log.js';
import type { AgentTokens } from '../security/identity/agent-tokens.js';
import type { Merchants } from '../merchants/merchant.js';
import type { Documents } from '../store/documents.js';
import type { EventWaits } from '../store/events.js';
import type { RunRecords, Store, WriteRecord } from '../store/store.js';

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

/** The part of the store that conversations and their runs need. */
export type RunStore = CallPorts['store'] & {
  flowVersions: Pick<Store['flowVersions'], 'get' | 'current'>;
  messages: Pick<Store['messages'], 'get' | 'list' | 'notPassedOn'>;
  outbox: Pick<Store['outbox'], 'add' | 'sentTexts' | 'readable'>;
  conversations: Pick<Store['conversations'], 'giveToPeople'>;
  approvals: Pick<Store['approvals'], 'open' | 'end' | 'get' | 'judged' | 'ofRun'>;
  events: Pick<Store['events'], 'findReceived'>;
  eventWaits: Pick<EventWaits, 'add' | 'drop'>;
  documents: Pick<Documents, 'read' | 'link'>;
  runRecords: { of(...run: Parameters<RunRecords['of']>): Promise<{ writes: WriteRecord[] }> };
};

/** Everything that activities need from the process they run in. */
export interface Dependencies {
  merchants: Merchants;
  store: RunStore;
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
