/** What a connection makes of requests by which its system tells of events (DESIGN §17). */
import type { JsonObject } from '../contracts/json.js';

/** A request: names of headers in lower case, the body byte by byte as it was signed. */
export interface EventRequest {
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** One item of a request, with the id that makes it count once. */
export interface TakenItem {
  id: string;
  item: JsonObject;
}

/** A request that has been judged; of one with a single forged item nothing is taken. `not_now`: no time to read it. */
export type TakenRequest =
  | { is: 'taken'; items: readonly TakenItem[] }
  | { is: 'forged' }
  | { is: 'unreadable'; why: string }
  | { is: 'not_now' };

/** An item in business words. */
export interface ReadEvent {
  /** A business event of the catalogue. */
  kind: string;
  /** The system's own id of the record that it is about. */
  ref: string;
  /** How a write came out, of an event that settles one. */
  outcome?: 'done' | 'refused';
  fields: JsonObject;
}

/** Events of one connection. */
export interface ConnectionEvents {
  /** The body of the answer once a request is kept. */
  answer: string;
  /** Judges a request and takes it apart. */
  take(request: EventRequest, now: number): Promise<TakenRequest>;
  /** Reads a kept item; undefined if it is of no kind that the file names. Throws if a value is not as it must be. */
  read(item: JsonObject): ReadEvent | undefined;
}
