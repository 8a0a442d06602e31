/** What a connector is: it runs one operation on one kind of system and says how that came out (DESIGN §5, §8). */
import type { SignIn } from '../auth/scheme.js';
import type { Effect } from '../interpreter/ir.js';
import type { JsonObject } from '../json.js';

/** How a system can be asked again after a lost answer (DESIGN §5). */
export type Idempotency =
  | { kind: 'key'; windowMs: number }
  | { kind: 'natural' }
  | { kind: 'lookup'; operation: string }
  | { kind: 'none' };

/** One request of an operation. */
export interface OperationCall {
  operation: string;
  inputs: JsonObject;
  /** A write of which an earlier attempt may have been sent. */
  repeated?: boolean;
  /** Sent where the connection says, with writes. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * How one attempt came out. `later`: nothing happened or a keyed write may be sent again ("not now");
 * `unsent`: no byte of the request ever left; `unclear`: bytes left and the answer says nothing certain.
 */
export type Attempt =
  | { is: 'done'; result: string; outputs: JsonObject }
  | { is: 'refused'; code: string; message?: string }
  | { is: 'later'; code: string; retryAfterMs?: number }
  | { is: 'unsent'; code: string; retryAfterMs?: number }
  | { is: 'unclear'; code: string; retryAfterMs?: number };

/** How an operation is bound at a connection. */
export interface Binding {
  connection: string;
  operation: string;
  /** The catalogue's effect, or the connection's higher one. */
  effect: Effect;
  idempotency: Idempotency;
  /** Business fields that its answer is mapped to, as `lines.sku`. */
  fields?: readonly string[];
  /** Time of one whole request, ms. */
  timeoutMs: number;
}

/** A merchant's instance of a connector. */
export interface Connection {
  name: string;
  /** Operations that this connection can answer. */
  bindings: ReadonlyMap<string, Binding>;
  attempt(call: OperationCall): Promise<Attempt>;
  /** Where a person must fetch the first token: `orderly connect`. */
  signIn?: SignIn;
}
