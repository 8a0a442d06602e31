/**
 * What outlives a run and is not Temporal's (DESIGN §11). One implementation over kysely and `pg`, on PostgreSQL
 * or on the embedded PGlite behind its socket: callers see this interface only.
 */
import type { FlowIr } from '../interpreter/ir.js';
import type { Json, JsonObject } from '../json.js';
import type { ModelUsage } from './budgets.js';

export type { ModelBudget, ModelUsage } from './budgets.js';

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

/** States of a write: bytes may have left (`sending`), the system has taken it (`accepted`), or how it ended. */
export type EffectState = 'sending' | 'accepted' | 'done' | 'refused' | 'unknown';

/** An attempt that has passed the gate, and when: until it reports that nothing left, its request may be out. */
export interface PassedGate {
  attempt: string;
  at: number;
}

/** A write that was about to be sent, and how it came out (DESIGN §5, the effects row). Times are the database's, epoch ms. */
export interface EffectRow extends EffectId {
  key: string;
  operation: string;
  connection: string;
  effect: 'write' | 'money';
  /** SHA-256 of exactly what is sent, and where to. */
  digest: string;
  state: EffectState;
  /** The one attempt that may pass the gate, and until when. */
  sender: string;
  sendBy: number;
  /** When sending began; the key's window counts from here. */
  firstSentAt: number;
  out: readonly PassedGate[];
  /** The attempt whose own answer has settled it; absent if somebody was asked. */
  settledBy?: string;
  /** By which the system names it. */
  reference?: string;
  /** Of an accepted write: when it counts as unknown, and how often its system was asked. */
  until?: number;
  asked: number;
  /** A second write was noticed: the metric that must be 0. */
  doubled: boolean;
  /** The call itself, for whoever settles it when its run is gone; forgotten once it has ended. */
  request?: Json;
  answer?: Json;
}

/** What a change of an effects row is decided on: all of it read in the transaction that writes it. */
export interface FoundEffect {
  row: EffectRow | undefined;
  /** Whether the holder has the subject reserved. */
  held: boolean;
  /** The database's clock, epoch ms. */
  now: number;
  /** What is stopped at the merchant: `money`, `writes`, or `connection:<name>`. */
  stopped: readonly string[];
}

/** What becomes of a row and of its holder's reservation; what is absent stays as it is. */
export interface EffectChange<Value> {
  row?: EffectRow | 'deleted';
  reservation?: { state: 'freed' | 'kept' } | { state: 'paid'; amount: Amount };
  value: Value;
}

/** Names a row, and the holder of the reservation that belongs to it. */
export interface EffectPlace {
  id: EffectId;
  holder: string;
}

/** Effects rows, one per visit of a writing step. The rules of their changes stand in `src/calls`, not here. */
export interface Effects {
  find(id: EffectId): Promise<EffectRow | undefined>;
  /** Decides on a row under its lock and writes what was decided; `decide` is pure and may be called again. */
  change<Value>(place: EffectPlace, decide: (found: FoundEffect) => EffectChange<Value>): Promise<Value>;
  /** Rows that have not ended and were begun before, the oldest first. */
  open(olderThanMs: number, limit: number): Promise<EffectRow[]>;
  /** For the metrics: `unknown` and `doubled` must be 0. */
  count(): Promise<{ unknown: number; accepted: number; doubled: number }>;
}

/** A band of the merchant's policy (DESIGN §6). */
export interface Band {
  upTo?: Amount;
  perCustomer?: { count: number; ms: number };
}

/** `reserved` and `kept` hold the subject; `paid` counts; `freed` is as if it had not been asked for. */
export type ReservationState = 'reserved' | 'kept' | 'paid' | 'freed';

/** A subject (`<kind>:<ref>`) that a write has taken. */
export interface Reservation extends EffectId {
  /** The holder: one per visit of a writing step. */
  key: string;
  subject: string;
  /** Opaque (keyed hash): who it is for. */
  customer: string;
  effect: 'write' | 'money';
  amount: Amount;
  state: ReservationState;
  /** Whether a band spares the approval, and was counted; absent until a band was asked. */
  covered?: boolean;
  /** Epoch ms by the database. */
  reservedAt: number;
}

/** Which reservations a decision is made on. */
export interface ReservationPlace {
  merchant: string;
  subject: string;
  key: string;
  /** Whose spared approvals are counted, and how far back (ms). */
  spared?: { customer: string; ms: number };
}

/** What a reservation is decided on, under the subject's lock and then the customer's. */
export interface FoundReservations {
  own: Reservation | undefined;
  /** Everything else of the subject that was not freed. */
  others: readonly Reservation[];
  /** Approvals that bands have spared this customer in the time asked for, this one aside. */
  spared: number;
  now: number;
}

/** One open write per subject. */
export interface Reservations {
  change<Value>(
    place: ReservationPlace,
    decide: (found: FoundReservations) => { row?: Reservation; value: Value },
  ): Promise<Value>;
  /** Reservations that nobody gives back: of calls that have no effects row, or an ended one; made before, the oldest first. */
  idle(olderThanMs: number, limit: number): Promise<Reservation[]>;
}

/** What a person has stopped (DESIGN §5, Stop). */
export interface Stop {
  /** `money`, `writes`, or `connection:<name>`. */
  scope: string;
  by: string;
  at: number;
}

/** Stops of merchants; the gate reads them. */
export interface Stops {
  list(merchant: string): Promise<Stop[]>;
  stop(merchant: string, scope: string, by: string): Promise<void>;
  /** Lets it on; without a scope, all of it. */
  go(merchant: string, scope?: string): Promise<void>;
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
