/** How it is known that a request comes from the system it says (DESIGN §17). */
import type { Json } from '../../../../contracts/json.js';

/** A request as it came; names of headers are in lower case. */
export interface IncomingRequest {
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** Judges a whole request before its body is read. */
type RequestVerifier = (request: IncomingRequest, now: number) => boolean | Promise<boolean>;

/** Judges one item of a request; `request` gives its headers. */
type ItemVerifier = (item: Json, request: IncomingRequest, now: number) => boolean;

/** One of the two: who signs the request as a whole needs no reader of its body. */
export type Verifier = { whole: RequestVerifier } | { item: ItemVerifier };

/** How far a sender's clock may be off, and how old a request may be, ms, where a file sets nothing else. */
export const usualWindowMs = 5 * 60 * 1000;
