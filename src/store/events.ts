/** What the store keeps of events that systems have told by webhook (DESIGN §17). */
import type { JsonObject } from '../contracts/json.js';
import type { Amount } from '../contracts/policy.js';
import type { EffectId } from './writes.js';

/** An event as a request told it; its id counts once for merchant and connection. */
export interface KeptEvent {
  merchant: string;
  connection: string;
  id: string;
  /** The item as its system wrote it, and the headers that the connection asks for. */
  body: JsonObject;
}

/** What a worker has read in it; all of it absent if it is of no kind that the connection knows. */
export interface EventReading {
  /** A business event of the catalogue. */
  kind: string;
  /** The system's own id of the record that it is about. */
  ref: string;
  outcome?: 'done' | 'refused';
  fields: JsonObject;
}

/** A kept event. Times are the database's, epoch ms. */
export interface EventRow extends KeptEvent {
  /** Its place among all. */
  number: number;
  reading?: EventReading;
  receivedAt: number;
  /** How often it was taken up. */
  attempts: number;
  /** Whether all that follows from it has been done. */
  isTaken: boolean;
  /** Whether it is a message that could not be taken in: it stays for people as it was told. */
  isLeft?: boolean;
}

/** An event that is being taken up; what it says is read on its own, as one that cannot be read holds up no other. */
export type ClaimedEvent = Omit<EventRow, 'body' | 'reading' | 'isLeft'>;

/** A step of a run that waits for a system's word about a record. */
export interface EventWait {
  merchant: string;
  workflowId: string;
  step: string;
  visit: number;
  kind: string;
  ref: string;
}

/** Steps that wait for events. A step waits first and then looks for what has been told; who reads an event looks for steps after it. */
export interface EventWaits {
  /** Notes that a step waits, until that moment by the run's clock (epoch ms); again changes only the moment. */
  add(wait: EventWait, until: number): Promise<void>;
  /** Those that wait for this word about this record. */
  for(merchant: string, kind: string, ref: string): Promise<EventWait[]>;
  drop(wait: EventWait): Promise<void>;
}

/** Which facts have started a flow: one run each, ever. */
export interface EventStarts {
  /** The run that a fact has started, or was about to; undefined if there is none. */
  find(merchant: string, fact: string): Promise<{ workflowId: string; isStarted: boolean } | undefined>;
  /** Notes the run before it is started; the first one stays. */
  note(merchant: string, fact: string, workflowId: string): Promise<void>;
  started(merchant: string, fact: string): Promise<void>;
  /** What is known of a write and its conversation: the amount that it moved, and in which language was written last. */
  around(write: EffectId): Promise<{ amount?: Amount; language?: string }>;
}

/** Events of systems, kept before their request is answered, and taken up until all that follows has been done. */
export interface ReceivedEvents {
  /** Keeps events together, each unless its id is known; returns how many are new. */
  keep(events: readonly KeptEvent[]): Promise<number>;
  /** Events that are to be taken up now, oldest first; each is due again after `leaseMs` unless it is taken by then. */
  claim(limit: number, leaseMs: number, merchant?: string): Promise<ClaimedEvent[]>;
  /** In how many ms the next event is due, 0 for one that is; undefined if none waits. */
  nextDue(merchant?: string): Promise<number | undefined>;
  /** What an event says, as its system wrote it; throws as sealed cells do. */
  body(event: ClaimedEvent): Promise<JsonObject>;
  /** Says what an event tells. */
  read(event: ClaimedEvent, reading: EventReading | undefined): Promise<void>;
  /** Forgets what an event says, which is kept elsewhere by now; that it has come stays. */
  empty(event: ClaimedEvent): Promise<void>;
  /** Nothing more follows from it, unless it is to be taken up again since. */
  taken(event: Pick<ClaimedEvent, 'number' | 'attempts'>): Promise<void>;
  /** Events are due again at once, also while they are being taken up: what they are about has changed. */
  again(merchant: string, numbers: readonly number[]): Promise<void>;
  /** It is taken up again after that long, ms. */
  later(number: number, inMs: number): Promise<void>;
  /** Events that have been read, about any of these references at a connection, oldest first. */
  about(merchant: string, connection: string, refs: readonly string[]): Promise<EventRow[]>;
  /** The first event that tells this of a record, received at or after `since` (epoch ms) and behind that number. */
  findReceived(
    about: Pick<EventWait, 'merchant' | 'kind' | 'ref'>,
    since: number,
    after?: number,
  ): Promise<EventRow | undefined>;
  /** The last events of a merchant, newest first. */
  list(
    merchant: string,
    options: { limit: number; connection?: string; kind?: string; unread?: boolean; left?: boolean },
  ): Promise<EventRow[]>;
  /** Has an event taken up again, by its number; false if the merchant has none with it. */
  replay(merchant: string, number: number): Promise<boolean>;
}
