/** What the store keeps about writes: their rows, reserved subjects, and what people have paused. */
import type { Amount } from '../contracts/policy.js';
import type { Json, JsonObject } from '../contracts/json.js';

/** The visit of a step of a run, which identifies an effect permanently. */
export interface EffectId {
  merchant: string;
  workflowId: string;
  step: string;
  visit: number;
}

/** States of a write: it may have been sent (`sending`), the system took it (`accepted`), or how it ended. */
export type EffectState = 'sending' | 'accepted' | 'done' | 'refused' | 'unknown';

/** An attempt that passed the gate, and when: until it reports otherwise, its request may have been sent. */
export interface PassedGate {
  attempt: string;
  at: number;
}

/** A write about to be sent, and how it ended (DESIGN §5, the effect record). Times are the database's, epoch ms. */
export interface EffectRecord extends EffectId {
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
  /** Attempts before it may have been sent, and only a look-up says that nothing came of them. */
  unclear?: boolean;
  /** The attempt whose own answer settled it; absent if it was settled by asking. */
  settledBy?: string;
  /** The system's reference for it. */
  reference?: string;
  /** HTTP status of the last answer to it. */
  httpStatus?: number;
  /** For an accepted write: when it counts as unknown, and how often its system was asked. */
  until?: number;
  asked: number;
  /** A second write was noticed: the metric that must be 0. */
  doubled: boolean;
  /** The call itself, for settling it after its run is gone; deleted once it has ended. */
  request?: Json;
  answer?: Json;
}

/** The basis for changing an effect record, all read in the transaction that writes it. */
export interface FoundEffect {
  row: EffectRecord | undefined;
  /** Whether the holder has reserved the subject. */
  held: boolean;
  /** The database's clock, epoch ms. */
  now: number;
  /** What is paused at the merchant: `money`, `writes`, or `connection:<name>`. */
  paused: readonly string[];
}

/** The change to a row and its holder's reservation; absent parts stay unchanged. */
export interface EffectChange<Value> {
  row?: EffectRecord | 'deleted';
  reservation?: { state: 'freed' | 'kept' } | { state: 'paid'; amount: Amount };
  value: Value;
}

/** Identifies a row, and the holder of its reservation. */
export interface EffectPlace {
  id: EffectId;
  holder: string;
}

/** Effects rows, one per visit of a writing step. The rules for changing them are in `src/activities/calls`, not here. */
export interface Effects {
  find(id: EffectId): Promise<EffectRecord | undefined>;
  /** Decides on a row under its lock and writes the decision; `decide` is pure and may be called again. */
  change<Value>(place: EffectPlace, decide: (found: FoundEffect) => EffectChange<Value>): Promise<Value>;
  /** Rows of writes that a connection names so: by its own reference, or by the key that was sent along. */
  named(merchant: string, connection: string, reference: string): Promise<EffectRecord[]>;
  /** The last writes of an operation that have a reference of their system, or this one, newest first. */
  last(
    merchant: string,
    operation: string,
    options: { limit: number; reference?: string },
  ): Promise<EffectRecord[]>;
  /** Unfinished writes begun more than `olderThanMs` ago, oldest first; each is read on its own, as one that cannot be read holds up no other. */
  open(olderThanMs: number, limit: number): Promise<(EffectId & Pick<EffectRecord, 'firstSentAt'>)[]>;
  /** For the metrics: `unknown` and `doubled` must be 0. */
  count(): Promise<{ unknown: number; accepted: number; doubled: number }>;
}

/** A write that is `unknown` or happened twice, as a person sees it who looks it up in the system's own records. */
export interface UnclearEffect
  extends
    EffectId,
    Pick<EffectRecord, 'key' | 'operation' | 'connection' | 'effect' | 'state' | 'doubled' | 'firstSentAt'>,
    Pick<EffectRecord, 'reference' | 'httpStatus'> {
  /** When a request may have left, epoch ms, once for each attempt that passed the gate. */
  sentAt: readonly number[];
  /** The record that it changes, `<kind>:<ref>`. */
  subject?: string;
  /** What it pays. */
  amount?: Amount;
}

/** What a person found, and what follows from it. */
export interface EffectResolution {
  state: 'done' | 'refused';
  reference?: string;
  reservation: 'paid' | 'freed';
  audit: { actor: string; action: string; subject: string; outcome: string; details: JsonObject };
}

/** What comes before a write in the order in which writes were sent. */
export type SentPlace = Pick<EffectRecord, 'firstSentAt' | 'workflowId' | 'step' | 'visit'>;

/** Writes of which nobody can tell what became of them; only people end them. */
export interface UnclearEffects {
  /** A merchant's, the oldest first. */
  list(merchant: string, limit: number): Promise<UnclearEffect[]>;
  /** Writes of a merchant in whatever state, the last sent first; those before one, if it is given. */
  sent(merchant: string, limit: number, before?: SentPlace): Promise<UnclearEffect[]>;
  /** Any write by its id, also one that has ended. */
  find(id: EffectId): Promise<UnclearEffect | undefined>;
  /**
   * Writes a decision under the row's lock: row, reservation and audit entry in one transaction. `decide` throws what
   * it refuses, and nothing has changed then.
   */
  resolve(id: EffectId, decide: (effect: UnclearEffect | undefined) => EffectResolution): Promise<void>;
}

/** `reserved` and `kept` hold the subject; `paid` counts; `freed` is as if never reserved. */
export type ReservationState = 'reserved' | 'kept' | 'paid' | 'freed';

/** A subject (`<kind>:<ref>`) that a write has reserved. */
export interface Reservation extends EffectId {
  /** The holder: one per visit of a writing step. */
  key: string;
  subject: string;
  /** Opaque (keyed hashes): who it is for, by each id and mailbox that they are known by. */
  customers: readonly string[];
  effect: 'write' | 'money';
  amount: Amount;
  state: ReservationState;
  /** Whether a band spares the approval, which is then counted; absent until a band is consulted. */
  covered?: boolean;
  /** Epoch ms by the database's clock. */
  reservedAt: number;
}

/** Which reservations a decision is based on. */
export interface ReservationPlace {
  merchant: string;
  subject: string;
  key: string;
  /** Whose spared approvals are counted, and how far back (ms). */
  spared?: { customers: readonly string[]; ms: number };
}

/** The basis for deciding a reservation, read under the subject's lock and then that of the merchant's bands. */
export interface FoundReservations {
  own: Reservation | undefined;
  /** All other reservations of the subject that were not freed. */
  others: readonly Reservation[];
  /**
   * Approvals that bands spared for this customer in the requested period, excluding this one: for whoever shares an
   * id or a mailbox with them, directly or over others.
   */
  spared: number;
  now: number;
}

/** One open write per subject. */
export interface Reservations {
  change<Value>(
    place: ReservationPlace,
    decide: (found: FoundReservations) => { row?: Reservation; value: Value },
  ): Promise<Value>;
  /** Frees what a write has paid that has come back: it was given to nobody. */
  freeReturned(write: EffectId): Promise<void>;
  /** Abandoned reservations, of calls with no effect record or an ended one, older than that, oldest first. */
  idle(olderThanMs: number, limit: number): Promise<Reservation[]>;
}

/** What a person has paused (DESIGN §5, Pause). */
export interface Pause {
  /** `money`, `writes`, or `connection:<name>`. */
  scope: string;
  by: string;
  at: number;
}

/** Pauses of merchants; the gate reads them. */
export interface Pauses {
  list(merchant: string): Promise<Pause[]>;
  pause(merchant: string, scope: string, by: string): Promise<void>;
  /** Resumes one scope; without a scope, everything. */
  resume(merchant: string, scope?: string): Promise<void>;
}
