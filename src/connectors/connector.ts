/** What a connector is: it runs one operation on one kind of system and says how that came out (DESIGN §5, §8). */
import type { SignIn } from '../auth/scheme.js';
import type { Effect } from '../contracts/effect.js';
import type { JsonObject } from '../contracts/json.js';

/** How a system can be asked again after a lost answer (DESIGN §5). */
export type Idempotency =
  | { kind: 'key'; windowMs: number }
  | { kind: 'natural' }
  | { kind: 'lookup'; operation: string }
  | { kind: 'none' };

/** Why a call reads: for the flow itself, or to verify, guard, look up or settle another call. */
export type Purpose = 'call' | 'verify' | 'guard' | 'look_up' | 'settle';

/** One request of an operation. */
export interface OperationCall {
  operation: string;
  inputs: JsonObject;
  /** `call` by default. */
  purpose?: Purpose;
  /** A write of which an earlier attempt may have been sent. */
  repeated?: boolean;
  /** Sent where the connection says, with writes. */
  idempotencyKey?: string;
  /** With the purpose `settle`: the reference under which the system has accepted the write. */
  reference?: string;
  /**
   * With writes: asked when token, limits and connection are ready, right before the first byte of the committing
   * request; nothing is awaited in between. `false`: nothing may leave, and the attempt is `unsent`.
   */
  gate?: () => Promise<boolean>;
  signal?: AbortSignal;
}

/**
 * How one attempt came out. `accepted`: the system will do it and tell later, under `reference`; `later`: the system
 * has done nothing, now ("not now"); `unsent`: no byte of the request ever left; `unclear`: bytes left and the answer
 * says nothing certain.
 */
export type Attempt =
  | { is: 'done'; result: string; outputs: JsonObject }
  /** `proves`: the connection says that this refusal means that no earlier attempt has done anything either. */
  | { is: 'refused'; code: string; message?: string; proves?: 'nothing_happened' }
  | { is: 'accepted'; reference?: string }
  | { is: 'later'; code: string; retryAfterMs?: number }
  | { is: 'unsent'; code: string; retryAfterMs?: number }
  | { is: 'unclear'; code: string; retryAfterMs?: number };

/** How a write that the system only accepts is settled (DESIGN §5, "Accepted is not done"). */
export interface Settling {
  /**
   * A read that tells: its results `done` (with the write's outputs), `refused` (with `code`) and `pending`, or a list
   * `refunds` in which the reference stands. Asked after each of `everyMs`, the last one again and again.
   */
  ask?: { operation: string; everyMs: readonly number[] };
  /** After so long without a word it is unknown, ms. */
  withinMs: number;
}

/** How an operation is bound at a connection. */
export interface Binding {
  connection: string;
  operation: string;
  /** Origin and path of the committing request, as the connection writes them: what an approval and a key are for. */
  target: string;
  /** There for a write whose system may only accept it. */
  settling?: Settling;
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
