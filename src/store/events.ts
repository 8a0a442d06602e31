/** What the store keeps of events that systems have told by webhook (DESIGN §17). */
import type { JsonObject } from '../contracts/json.js';

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
}

/** An event that is being taken up; what it says is read on its own, as one that cannot be read holds up no other. */
export type ClaimedEvent = Omit<EventRow, 'body' | 'reading'>;

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
  /** Nothing more follows from it. */
  taken(number: number): Promise<void>;
  /** It is taken up again after that long, ms. */
  later(number: number, inMs: number): Promise<void>;
  /** Events that have been read, about any of these references at a connection, oldest first. */
  about(merchant: string, connection: string, refs: readonly string[]): Promise<EventRow[]>;
  /** The last events of a merchant, newest first. */
  list(
    merchant: string,
    options: { limit: number; connection?: string; kind?: string; unread?: boolean },
  ): Promise<EventRow[]>;
  /** Has an event taken up again, by its number; false if the merchant has none with it. */
  replay(merchant: string, number: number): Promise<boolean>;
}
