/**
 * What outlives a run and is not Temporal's (DESIGN §11). One implementation over kysely and `pg`, on PostgreSQL
 * or on the embedded PGlite behind its socket: callers see this interface only.
 */
import type { FlowIr } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Effects, Reservations, Stops } from './writes.js';

/** Append-only table of published flows; "current" is the last published for (merchant, flow). */
export interface FlowVersions {
  publish(version: { merchant: string; flow: string; hash: string; ir: FlowIr }): Promise<void>;
  get(merchant: string, hash: string): Promise<FlowIr | undefined>;
  current(merchant: string, flow: string): Promise<{ hash: string; ir: FlowIr } | undefined>;
  /** Merchants of which anything was ever published. */
  merchants(): Promise<string[]>;
}

export type {
  EffectChange,
  EffectId,
  EffectPlace,
  EffectRow,
  EffectState,
  Effects,
  FoundEffect,
  FoundReservations,
  PassedGate,
  Reservation,
  ReservationPlace,
  ReservationState,
  Reservations,
  Stop,
  Stops,
} from './writes.js';

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
  /** Rows of a conversation after a position whose `notBefore` has passed, in order; a row held back holds those after it. */
  read(merchant: string, conversation: string, after: number, now: number): Promise<OutboxRow[]>;
  /** Every text of a conversation, also held back: what we have told. */
  sentTexts(merchant: string, conversation: string): Promise<string[]>;
}

/** One comparison of facts with an order, decided before but counted here: its outcome and its limits go together. */
export interface Comparison {
  merchant: string;
  conversation: string;
  /** Keyed hashes of the order's number and of the facts tried. */
  number: string;
  set: string;
  now: number;
  /** What they verify if they match, and until when; absent if they do not. */
  match?: { orderRef: string; orderNumber: string; until: number };
  limits: { conversation: number; number: number };
}

/** Who has been matched with which order, and how often a match has failed (DESIGN §7). */
export interface Verifications {
  /**
   * Counts and judges under one lock: a match is noted if no limit was used up before it, and is `exhausted` else; what
   * does not match counts as failed, once per set.
   */
  judge(
    comparison: Comparison,
  ): Promise<{ verdict: 'verified' | 'failed' | 'exhausted'; attempts: FailedAttempts }>;
  attempts(merchant: string, conversation: string, number: string, now: number): Promise<FailedAttempts>;
  verify(match: {
    merchant: string;
    conversation: string;
    orderRef: string;
    orderNumber: string;
    until: number;
  }): Promise<void>;
  /** Orders that were verified in this conversation and that still count. */
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
  reservations: Reservations;
  stops: Stops;
  outbox: Outbox;
  verifications: Verifications;
  audit: AuditTrail;
  tokens: Tokens;
  modelUsage: ModelUsage;
  /** Answers if the database does. */
  ping(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
