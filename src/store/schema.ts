/** Tables as kysely sees them; times are epoch milliseconds, JSON columns keep their text (`json`, not `jsonb`). */
import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { FlowIr } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { RunNote } from '../contracts/run-note.js';
import type { FlowRunCount } from './desk.js';
import type { LiveProcess } from './processes.js';
import type { KeyScope } from './key-rows.js';
import type { OutboxRow } from './outbox-rows.js';
import type { HandedDecision, NotificationKind, NotificationRow, RequestState } from './approvals.js';
import type { EffectState, PassedGate, ReservationState } from './store.js';

/** Written as JSON text, read as a value. */
type JsonColumn<Value> = ColumnType<Value, string, string>;

/** The bytes of a cell; see `sealed-cells.ts`. */
type SealedColumn = Buffer;

interface FlowVersionTable {
  id: Generated<number>;
  merchant: string;
  flow: string;
  hash: string;
  ir: JsonColumn<FlowIr>;
  published_at: number;
}

interface WorkerTable {
  worker: string;
  merchant: string;
  version: string;
  seen_at: number;
}

interface CheckValueTable {
  name: string;
  value: string;
}

interface ProcessTable {
  process: string;
  kind: LiveProcess['kind'];
  master_keys: JsonColumn<readonly string[]>;
  seen_at: number;
}

interface EffectTable {
  merchant: string;
  workflow_id: string;
  step: string;
  visit: number;
  key: string;
  operation: string;
  digest: string;
  connection: string;
  effect: 'write' | 'money';
  state: EffectState;
  sender: string;
  send_by: number;
  first_sent_at: number;
  passed_gate: JsonColumn<readonly PassedGate[]>;
  unclear: boolean;
  settled_by: string | null;
  reference: string | null;
  http_status: number | null;
  until: number | null;
  asked: number;
  doubled: boolean;
  request: SealedColumn | null;
  answer: SealedColumn | null;
}

interface ReservationTable {
  key: string;
  merchant: string;
  workflow_id: string;
  step: string;
  visit: number;
  subject: string;
  effect: 'write' | 'money';
  customers: string[];
  amount_minor: number;
  currency: string;
  state: ReservationState;
  /** Null until a request has named a band. */
  covered: boolean | null;
  reserved_at: number;
}

interface PauseTable {
  merchant: string;
  scope: string;
  by: string;
  at: number;
}

interface ConversationTable {
  merchant: string;
  conversation: string;
  /** Empty: begun by no channel. */
  channel: string;
  begun_at: number;
  /** When something was last said. */
  last_at: Generated<number>;
  /** Since when people have it; null: flows do. */
  people_since: number | null;
  /** The queue that it was given to, or the agent who took it. */
  people: string | null;
  queue: string | null;
  assignee: string | null;
  /** Since when it takes nothing any more; null: it has not been erased. */
  erased_at: number | null;
}

/** A session at the desk, by the hash of its cookie. */
interface SessionTable {
  hash: string;
  merchant: string;
  agent: string;
  kind: 'link' | 'openid';
  signed_in_at: number;
  expires_at: number;
  token: string | null;
}

interface ChangeTable {
  id: Generated<number>;
  merchant: string;
  kind: string;
  subject: string;
  at: number;
}

interface FlowRunTable {
  merchant: string;
  workflow_id: string;
  flow: string;
  hash: string;
  at: number;
  steps: JsonColumn<RunNote['steps']> | null;
  waits: JsonColumn<RunNote['waits']>;
  checked_at: number;
  ended_at: number | null;
}

interface CustomerHashTable {
  merchant: string;
  conversation: string;
  hash: string;
}

interface ReplyDeliveryTable {
  merchant: string;
  conversation: string;
  channel: string;
  /** The last one that its channel has. */
  position: number;
  attempts: number;
  due_at: number;
}

interface ApprovalRequestTable {
  merchant: string;
  number: number;
  request_id: string;
  workflow_id: string;
  run_id: string;
  flow: string;
  zone: string;
  conversation: string;
  message_ids: JsonColumn<readonly string[]>;
  request: SealedColumn;
  state: RequestState;
  opened_at: number;
  expires_at: number;
  ended_at: number | null;
  decided_by: string | null;
  comment: SealedColumn | null;
  handed: JsonColumn<readonly HandedDecision[]> | null;
}

interface ReceivedEventTable {
  id: Generated<number>;
  merchant: string;
  connection: string;
  event_id: string;
  body: SealedColumn;
  kind: string | null;
  ref: string | null;
  outcome: 'done' | 'refused' | null;
  fields: SealedColumn | null;
  received_at: number;
  /** When it is to be taken up (again); null once that is done. */
  due_at: number | null;
  attempts: number;
}

interface EventWaitTable {
  merchant: string;
  workflow_id: string;
  step: string;
  visit: number;
  kind: string;
  ref: string;
  /** When the wait ends, by the run's clock. */
  until: number;
}

interface ApprovalNotificationTable {
  merchant: string;
  number: number;
  kind: NotificationKind;
  target: string;
  state: NotificationRow['state'];
  /** When it is due, or was sent or given up. */
  at: number;
  attempts: number;
}

interface VerificationTable {
  merchant: string;
  /** The conversation, or a customer in it for whom the channel vouches. */
  scope: string;
  conversation: string;
  subject: string;
  number: string;
  until: number;
}

interface AuditTable {
  id: Generated<number>;
  merchant: string;
  at: number;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  details: JsonColumn<JsonObject>;
}

interface TokenTable {
  connection: string;
  token: JsonColumn<Json>;
  expires_at: number;
  version: number;
}

/** A customer's message; see `column-privacy.ts` for what is sealed. */
interface MessageTable {
  merchant: string;
  conversation: string;
  message_id: string;
  seq: number;
  text: Buffer;
  sent_at: string;
  language: string | null;
  started_by: string | null;
  customer: Buffer | null;
  /** Subject and attachments. */
  mail: Buffer | null;
  received_at: number;
  /** Position of the last row of the outbox that could be read then; 0 of none. */
  seen: number;
}

/** A reply, a question, or what goes to people. */
interface OutboxTable {
  id: Generated<number>;
  merchant: string;
  conversation: string;
  position: number;
  kind: OutboxRow['kind'];
  body: Buffer;
  key: string;
  not_before: number;
  created_at: number;
}

/** A kept document; see `column-privacy.ts` for what is sealed. */
interface DocumentTable {
  id: string;
  merchant: string;
  conversation: string;
  kind: string;
  media_type: string;
  name: Buffer;
  content: Buffer;
  bytes: number;
  sha256: string;
  kept_at: number;
}

interface DocumentLinkTable {
  hash: string;
  document: string;
  expires_at: number;
}

/** Attempts that failed. */
interface FailedAttemptTable {
  merchant: string;
  conversation: string;
  number: string;
  set: string;
  /** Those of one customer alone. */
  facts: Generated<string[]>;
  at: number;
}

/** When a number was last tried at something watched. */
interface TriedNumberTable {
  merchant: string;
  scope: string;
  matched: boolean;
  number: string;
  at: number;
}

/** Until when something watched is braked. */
interface VerificationBrakeTable {
  merchant: string;
  scope: string;
  until: number;
}

interface ModelUsageTable {
  merchant: string;
  /** Empty: all of the merchant's. */
  conversation: string;
  /** Days since 1970, UTC. */
  day: number;
  calls: number;
  tokens: number;
}

/** A wrapped key; `wrapped` is null once it has been destroyed. */
export interface KeyTable {
  id: string;
  kind: KeyScope['kind'];
  /** Empty for a key of the installation. */
  merchant: string;
  /** Empty unless the key is a conversation's. */
  conversation: string;
  wrapped: string | null;
  /** Null: the master key wraps it. */
  wrapper: string | null;
  created_at: number;
  destroyed_at: number | null;
  /** Since when a newer key of its scope is the one that wraps. */
  superseded_at: number | null;
}

/** All tables. */
export interface Tables {
  schema_versions: { name: string; applied_at: number; needs: string | null };
  flow_versions: FlowVersionTable;
  effects: EffectTable;
  reservations: ReservationTable;
  pauses: PauseTable;
  conversations: ConversationTable;
  customer_hashes: CustomerHashTable;
  messages: MessageTable;
  outbox: OutboxTable;
  webhook_channels: { merchant: string; channel: string };
  reply_deliveries: ReplyDeliveryTable;
  approval_requests: ApprovalRequestTable;
  approval_numbers: { merchant: string; last: number };
  approval_notifications: ApprovalNotificationTable;
  received_events: ReceivedEventTable;
  documents: DocumentTable;
  document_links: DocumentLinkTable;
  event_waits: EventWaitTable;
  /** `started_at` is null until it is certain that the run has begun. */
  event_starts: { merchant: string; fact: string; workflow_id: string; started_at: number | null };
  failed_attempts: FailedAttemptTable;
  tried_numbers: TriedNumberTable;
  verification_brakes: VerificationBrakeTable;
  verifications: VerificationTable;
  audit_trail: AuditTable;
  tokens: TokenTable;
  /** What is used of a connection's quotas, and until when nobody is let in. */
  quotas: { connection: string; used: JsonColumn<Json> };
  token_leases: { connection: string; holder: string; until: number };
  model_usage: ModelUsageTable;
  workers: WorkerTable;
  check_values: CheckValueTable;
  processes: ProcessTable;
  keys: KeyTable;
  sessions: SessionTable;
  sign_in_links: { hash: string; merchant: string; agent: string; expires_at: number };
  changes: ChangeTable;
  flow_runs: FlowRunTable;
  flow_run_counts: FlowRunCount;
}

/** The database, or a transaction in it. */
export type Database = Kysely<Tables>;

/** A transaction; no I/O but its own statements happens inside one. */
export type DatabaseTransaction = Transaction<Tables>;
