/** What the store keeps of writes: their rows, the subjects that they have taken, and what people have stopped. */
import type { Amount } from '../contracts/policy.js';
import type { Json } from '../contracts/json.js';

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
