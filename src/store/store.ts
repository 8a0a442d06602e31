/**
 * What outlives a run and is not Temporal's (DESIGN §11). One implementation over kysely and `pg`, on PostgreSQL
 * or on the embedded PGlite behind its socket: callers see this interface only.
 */
import type { FlowIr } from '../interpreter/ir.js';
import type { Json, JsonObject } from '../json.js';

/** An amount in minor units of an ISO 4217 currency. */
export interface Amount {
  minor: number;
  currency: string;
}

/** Append-only table of published flows; "current" is the last published for (merchant, flow). */
export interface FlowVersions {
  publish(version: { merchant: string; flow: string; hash: string; ir: FlowIr }): Promise<void>;
  get(merchant: string, hash: string): Promise<FlowIr | undefined>;
  current(merchant: string, flow: string): Promise<{ hash: string; ir: FlowIr } | undefined>;
}

/** The visit of a step of a run: names an effect for ever. */
export interface EffectId {
  merchant: string;
  workflowId: string;
  step: string;
  visit: number;
}

/** States of a write: bytes may have left (`sending`), or how it ended. */
export type EffectState = 'sending' | 'done' | 'refused' | 'unknown';

/** A write that was about to be sent, and how it came out (DESIGN §5, the effects row). */
export interface EffectRow extends EffectId {
  key: string;
  operation: string;
  /** SHA-256 of exactly what is sent. */
  digest: string;
  state: EffectState;
  /** Epoch ms of the first sending; the key's window counts from here. */
  firstSentAt: number;
  answer: Json | undefined;
}

/** Effects rows, one per visit of a writing step. */
export interface Effects {
  find(id: EffectId): Promise<EffectRow | undefined>;
  /** Commits the row as `sending` before the first byte leaves; an existing row is returned unchanged with `fresh: false`. */
  begin(
    row: EffectId & { key: string; operation: string; digest: string },
  ): Promise<{ row: EffectRow; fresh: boolean }>;
  settle(id: EffectId, state: Exclude<EffectState, 'sending'>, answer: Json): Promise<void>;
  /** Never connected: no byte left, as if it had not begun. */
  unsend(id: EffectId): Promise<void>;
  /** Rows that are `unknown`, for the metric that must be 0. */
  countUnknown(): Promise<number>;
}

/** A band of the merchant's policy (DESIGN §6). */
export interface Band {
  upTo?: Amount;
  perCustomer?: { count: number; ms: number };
}

/** What a money call asks for before it may go on. */
export interface ReservationRequest {
  merchant: string;
  orderRef: string;
  /** The effect's key: the holder of the reservation. */
  key: string;
  /** Opaque (keyed hash): who it is for. */
  customer: string;
  amount: Amount;
  /** Already paid back on the order, as the guard says. */
  refunded?: Amount;
  /** The band that could spare the approval, with the customer's yes; evaluated in the same transaction. */
  band?: Band;
}

/** One open money call per (merchant, order); `covered` says that the band spares the approval and was counted. */
export interface MoneyReservations {
  reserve(request: ReservationRequest): Promise<{ state: 'reserved'; covered: boolean } | { state: 'held' }>;
  /** At refused, rejected, expired, superseded, unavailable. */
  free(key: string): Promise<void>;
  /** At done: the amount counts for caps and bands, the order is free for another call. */
  paid(key: string, amount: Amount): Promise<void>;
  /** At unknown: stays taken until a person has resolved it. */
  keep(key: string): Promise<void>;
  /** Whether this key holds a reservation. */
  holds(key: string): Promise<boolean>;
}

/** A reply or handover that waits to be read or delivered, in order per conversation. */
export interface OutboxRow {
  id: number;
  merchant: string;
  conversation: string;
  /** 1, 2, 3 … per conversation. */
  position: number;
  kind: 'reply' | 'question' | 'handover' | 'passed_on';
  body: { text: string; queue?: string; details?: string; labels?: readonly string[]; messageId?: string };
  notBefore: number;
  createdAt: number;
}

/** Outbox of replies and handovers. */
export interface Outbox {
  /** Idempotent by (merchant, key). */
  add(
    row: Omit<OutboxRow, 'id' | 'position' | 'createdAt' | 'notBefore'> & { key: string; notBefore?: number },
  ): Promise<void>;
  /** Whether a row of this key stands there, in any conversation of the merchant. */
  has(merchant: string, key: string): Promise<boolean>;
  /** Rows of a conversation after a position whose `notBefore` has passed, in order; a row held back holds those after it. */
  read(merchant: string, conversation: string, after: number, now: number): Promise<OutboxRow[]>;
  /** Every text of a conversation, also held back: what we have told. */
  told(merchant: string, conversation: string): Promise<string[]>;
}

/** Who has been matched with which order, and how often a match has failed (DESIGN §7). */
export interface Verifications {
  /**
   * Counts a failed attempt once per `set` (keyed hash of the facts tried); returns failed attempts of this
   * conversation, and of this order number (keyed hash) and of the merchant in the last 24 h.
   */
  failed(attempt: {
    merchant: string;
    conversation: string;
    number: string;
    set: string;
    now: number;
  }): Promise<FailedAttempts>;
  attempts(merchant: string, conversation: string, number: string, now: number): Promise<FailedAttempts>;
  verify(match: {
    merchant: string;
    conversation: string;
    orderRef: string;
    orderNumber: string;
    until: number;
  }): Promise<void>;
  /** Orders that facts have verified in this conversation and that still count. */
  verified(
    merchant: string,
    conversation: string,
    now: number,
  ): Promise<{ orderRef: string; orderNumber: string }[]>;
}

/** Failed attempts so far. */
export interface FailedAttempts {
  conversation: number;
  number: number;
  merchant: number;
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
  list(
    merchant: string,
    limit: number,
  ): Promise<
    { at: number; actor: string; action: string; subject: string; outcome: string; details: JsonObject }[]
  >;
}

/** Tokens of connections: shared by all workers, refreshed by one at a time through a lease row. */
export interface Tokens {
  /** `version` is the number of the row's last `put`. */
  get(connection: string): Promise<{ token: Json; expiresAt: number; version: number } | undefined>;
  /** Writes if the row still has this version (0: if there is none yet); false when somebody else was first. */
  put(connection: string, token: Json, expiresAt: number, version: number): Promise<boolean>;
  /** True if this holder may refresh now; a lease ends by `release` or after `ms`. */
  lease(connection: string, holder: string, ms: number): Promise<boolean>;
  release(connection: string, holder: string): Promise<void>;
}

/** The most that may be used in a day (UTC); without a number there is no bound. */
export interface ModelBudget {
  calls?: number;
  /** Of questions and answers together; the call that passes it is the last one. */
  tokens?: number;
}

/** What language models have been asked, for budgets: shared by all workers, gone after the day. */
export interface ModelUsage {
  /** Counts a call, unless the day's budget of the conversation or of the merchant is used up: then false. */
  spend(call: {
    merchant: string;
    conversation: string;
    perConversation: ModelBudget;
    perMerchant: ModelBudget;
  }): Promise<boolean>;
  /** Counts the tokens of a call. */
  add(call: { merchant: string; conversation: string; tokens: number }): Promise<void>;
  /** A merchant's calls and tokens of today. */
  today(merchant: string): Promise<{ calls: number; tokens: number }>;
}

/** The store: small tables, each behind its own interface. */
export interface Store {
  flowVersions: FlowVersions;
  effects: Effects;
  money: MoneyReservations;
  outbox: Outbox;
  verifications: Verifications;
  audit: AuditTrail;
  tokens: Tokens;
  modelUsage: ModelUsage;
  /** Answers if the database does. */
  ping(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
