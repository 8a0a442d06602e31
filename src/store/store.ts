/** State that outlives a run and that Temporal does not hold (DESIGN §11), over PostgreSQL or embedded PGlite alike. */
import type { Positions } from '../contracts/activities.js';
import type { FlowIr } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { CustomerMessage } from '../contracts/workflow-messages.js';
import type { Amount } from '../contracts/policy.js';
import type { Installation } from './processes.js';
import type { Keys } from './key-rows.js';
import type { ApprovalRequests, ApprovalNotifications } from './approvals.js';
import type { Verifications } from './verification-attempts.js';
import type { Documents } from './documents.js';
import type { Erasure } from './erasure.js';
import type { EventStarts, EventWaits, ReceivedEvents } from './events.js';
import type { Outbox, OutboxRow } from './outbox-rows.js';
import type { Changes, FlowRuns, Sessions, Summaries } from './desk.js';
import type { ReplyDeliveries } from './reply-delivery.js';
import type { Effects, EffectState, Reservations, Pauses, UnclearEffects } from './writes.js';

/** Live workers, and which version of each merchant they serve. */
export interface Workers {
  /** Says that a worker lives, and what it serves; returns the others that serve one of these in another version. */
  serve(
    worker: string,
    versions: Readonly<Record<string, string>>,
  ): Promise<{ worker: string; merchant: string }[]>;
  /** Whether a live worker serves the merchant; one that died without a word counts for a minute. */
  isServed(merchant: string): Promise<boolean>;
  /** The worker serves nothing any more. */
  leave(worker: string): Promise<void>;
}

export type {
  Attempt,
  AttemptCounts,
  Judgement,
  Match,
  Verifications,
  Watched,
} from './verification-attempts.js';
export type { ClaimedEvent, EventReading, EventRow, KeptEvent, ReceivedEvents } from './events.js';
export type { Outbox, OutboxRow, ReplyPlace } from './outbox-rows.js';
export type { KeyRow, Keys, KeyScope, LiveKeyRow } from './key-rows.js';
export type {
  EffectChange,
  EffectId,
  EffectPlace,
  EffectResolution,
  EffectRecord,
  EffectState,
  Effects,
  FoundEffect,
  FoundReservations,
  PassedGate,
  Reservation,
  ReservationPlace,
  ReservationState,
  Reservations,
  Pause,
  Pauses,
  UnclearEffect,
  UnclearEffects,
} from './writes.js';

/** Which channel began a conversation: over HTTP no other one sees it. */
export interface BegunConversations {
  /** Begins a conversation for a channel unless it has begun; whether it is that channel's. */
  begin(merchant: string, conversation: string, channel: string): Promise<boolean>;
  /** The channel that began it, empty if that was no channel; undefined if it has not begun. */
  channelOf(merchant: string, conversation: string): Promise<string | undefined>;
  /**
   * Those in which something was said last, newest first, without erased ones; `with` restricts them to who has them, `queue`
   * and `assignee` (null: nobody) to those that people have so. A page begins `before` a moment, and with `behind` also with those of that very moment whose ids come after it.
   */
  list(
    merchant: string,
    page: ListedConversations & { before?: number; behind?: string; limit: number },
  ): Promise<ConversationRow[]>;
  /** Undefined too if it has been erased. */
  find(merchant: string, conversation: string): Promise<ConversationRow | undefined>;
  /** Notes that people have it: a queue, unless `as` says otherwise; the first moment stays until it is given back. */
  giveToPeople(
    merchant: string,
    conversation: string,
    people: string,
    as?: { queue: string } | { assignee: string },
  ): Promise<void>;
  /** Assigns what people have to an agent, or to nobody; false if people do not have it. */
  assign(merchant: string, conversation: string, agent: string | null): Promise<boolean>;
  /** Notes that flows have it again. */
  giveBack(merchant: string, conversation: string): Promise<void>;
}

/** Which conversations are meant. */
export interface ListedConversations {
  with?: 'people' | 'flows';
  queue?: string;
  assignee?: string | null;
}

/** A conversation in a list; times in epoch ms. */
export interface ConversationRow {
  conversation: string;
  /** Empty: begun by no channel. */
  channel: string;
  begunAt: number;
  /** When something was last said. */
  lastAt: number;
  /** Since when people have it; absent: flows do. */
  peopleSince?: number;
  /** The queue that it was given to, or the agent who took it. */
  people?: string;
  /** While people have it: its queue, and the agent who has taken it or whom it was assigned to. */
  queue?: string;
  assignee?: string;
}

/** A version of a flow, and when it was published (epoch ms). */
export interface FlowVersion {
  hash: string;
  at: number;
}

/** Append-only table of published flows; "current" is the last published for (merchant, flow). */
export interface FlowVersions {
  /** Makes a version the current one; one that was current before only with `back`. */
  publish(
    version: { merchant: string; flow: string; hash: string; ir: FlowIr },
    options?: { back?: boolean },
  ): Promise<void>;
  get(merchant: string, hash: string): Promise<FlowIr | undefined>;
  current(merchant: string, flow: string): Promise<{ hash: string; ir: FlowIr } | undefined>;
  /** The current version of each flow of a merchant. */
  all(merchant: string): Promise<FlowIr[]>;
  /** Versions of a flow, the last published first, at most 100. */
  versions(merchant: string, flow: string): Promise<FlowVersion[]>;
  /** Merchants with at least one published flow. */
  merchants(): Promise<string[]>;
}

/** A customer's message with its text, as the client wrote it. */
export type StoredMessage = Omit<CustomerMessage, 'merchant' | 'conversation'>;

/** Messages' texts, so that workflows hold ids alone; written by the client before it signals the conversation. */
export interface Messages {
  /**
   * Keeps a message unless its id is known: the first one stays. Returns the position under which it is kept;
   * undefined if that position belongs to another message, `erased` if its conversation has been erased. Its conversation has
   * begun from then on, and `hashes` are noted of it as by `Erasure.note`.
   */
  add(
    message: CustomerMessage,
    hashes?: readonly string[],
  ): Promise<{ seq: number; isNew: boolean } | 'erased' | undefined>;
  /** Likewise behind all others of its conversation, for a channel that does not count. */
  append(
    message: Omit<CustomerMessage, 'seq'>,
    hashes: readonly string[],
  ): Promise<{ seq: number; isNew: boolean } | 'erased'>;
  /** Those of these ids that there are, in the order of the ids. */
  get(merchant: string, conversation: string, ids: readonly string[]): Promise<StoredMessage[]>;
  /** The last messages of a conversation, in order, and when each was kept (epoch ms). */
  list(
    merchant: string,
    conversation: string,
    limit: number,
  ): Promise<(StoredMessage & { receivedAt: number })[]>;
  /** Messages at these positions for which the outbox has no row under `keyPrefix` and their id, by position. */
  notPassedOn(page: {
    merchant: string;
    conversation: string;
    positions: Positions;
    keyPrefix: string;
    limit: number;
  }): Promise<StoredMessage[]>;
}

/** A write, and how it came out. */
export interface WriteRecord {
  workflowId: string;
  step: string;
  operation: string;
  state: EffectState;
  effect: 'write' | 'money';
  /** When sending began, epoch ms. */
  at: number;
  /** Of a refusal: why. */
  code?: string;
  /** Of the last answer to it. */
  httpStatus?: number;
  reference?: string;
  amount?: Amount;
}

/** Something that was said to the customer or to people. */
export type SaidRecord = Pick<OutboxRow, 'position' | 'kind' | 'createdAt'>;

/** What runs have left; each list in the order of its times. */
export interface RunRecords {
  of(
    merchant: string,
    conversation: string,
    workflowId: string,
  ): Promise<{ writes: WriteRecord[]; said: SaidRecord[] }>;
}

/** Append-only record of who did what. */
export interface AuditTrail {
  record(entry: {
    merchant: string;
    at: number;
    actor: string;
    action: string;
    subject: string;
    outcome: string;
    details: JsonObject;
  }): Promise<void>;
  /** The last entries, the last first; those before an id, by an actor, of an action, if they are given. */
  list(
    merchant: string,
    limit: number,
    among?: { before?: number; actor?: string; action?: string },
  ): Promise<AuditEntry[]>;
}

/** An entry of the audit trail; `at` in epoch ms. */
export interface AuditEntry {
  id: number;
  at: number;
  actor: string;
  action: string;
  subject: string;
  outcome: string;
  details: JsonObject;
}

/** Tokens of connections, shared by all workers; a lease row lets one worker refresh at a time. */
export interface Tokens {
  /** `version` is the number of the row's last `put`. */
  get(connection: string): Promise<{ token: Json; expiresAt: number; version: number } | undefined>;
  /** Writes if the row still has this version (0: no row yet); false if another writer was first. */
  put(connection: string, token: Json, expiresAt: number, version: number): Promise<boolean>;
  /** True if this holder may refresh now; a lease ends by `release` or after `ms`. */
  lease(connection: string, holder: string, ms: number): Promise<boolean>;
  release(connection: string, holder: string): Promise<void>;
}

/** What is used of systems' quotas, shared by all workers. */
export interface Quotas {
  /** Decides by what a connection has used, under its lock and by the database's clock (epoch ms), and keeps what is decided. */
  change<Value>(
    connection: string,
    decide: (found: { used: Json | undefined; now: number }) => { used?: Json; value: Value },
  ): Promise<Value>;
}

/** Maximum usage per day (UTC); an absent number means no limit. */
export interface ModelBudget {
  calls?: number;
  /** Input and output together; the call that exceeds it is the last one. */
  tokens?: number;
}

/** Language model usage for budgets: shared by all workers, deleted after the day. */
export interface ModelUsage {
  /** Counts a call; false if the daily budget of the conversation or the merchant is used up. */
  spend(call: {
    merchant: string;
    conversation: string;
    perConversation: ModelBudget;
    perMerchant: ModelBudget;
  }): Promise<boolean>;
  /** Counts the tokens of a call. */
  add(call: { merchant: string; conversation: string; tokens: number }): Promise<void>;
  /** A merchant's calls and tokens today. */
  today(merchant: string): Promise<{ calls: number; tokens: number }>;
}

/** How many wait, and for how long the oldest has, s; 0 if there is none. */
export interface Waiting {
  count: number;
  oldestSeconds: number;
}

/** What waits, of all merchants. */
export interface Backlog {
  approvals: Waiting;
  /** Conversations whose replies are due; the age is that of the oldest reply. */
  replies: Waiting;
  /** Due, or to be tried again; the age is that of the oldest request of which nobody has been told. */
  notifications: Waiting;
}

/** The store: small tables, each behind its own interface. */
export interface Store {
  flowVersions: FlowVersions;
  effects: Effects;
  unclear: UnclearEffects;
  reservations: Reservations;
  pauses: Pauses;
  conversations: BegunConversations;
  messages: Messages;
  erasure: Erasure;
  outbox: Outbox;
  replyDeliveries: ReplyDeliveries;
  runRecords: RunRecords;
  approvals: ApprovalRequests;
  notifications: ApprovalNotifications;
  events: ReceivedEvents;
  documents: Documents;
  eventWaits: EventWaits;
  eventStarts: EventStarts;
  verifications: Verifications;
  audit: AuditTrail;
  tokens: Tokens;
  quotas: Quotas;
  modelUsage: ModelUsage;
  workers: Workers;
  installation: Installation;
  keys: Keys;
  sessions: Sessions;
  changes: Changes;
  summaries: Summaries;
  flowRuns: FlowRuns;
  /** What waits for somebody now. */
  backlog(): Promise<Backlog>;
  /** Resolves if the database responds and can be written; throws `store_unavailable`, `store_read_only`, `too_many_connections`. */
  ping(): Promise<void>;
  /** The database's clock, epoch ms. */
  now(): Promise<number>;
  [Symbol.asyncDispose](): Promise<void>;
}
