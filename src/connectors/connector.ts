/** Defines a connector: it runs one operation on one kind of system and reports the outcome (DESIGN §5, §8). */
import type { SignIn } from './auth/scheme.js';
import type { DocumentContent } from '../contracts/customer-documents.js';
import type { Effect } from '../contracts/effect.js';
import type { JsonObject } from '../contracts/json.js';
import type { ConnectionEvents } from './connection-events.js';

/** How a request can be retried after its response was lost (DESIGN §5). */
export type Idempotency =
  /** `lookup`: the operation that tells whether it happened, once the key leads no further. */
  | { kind: 'key'; windowMs: number; lookup?: string }
  | { kind: 'natural' }
  | { kind: 'lookup'; operation: string }
  | { kind: 'none' };

/** Why a call is made: for the flow itself, or to verify, guard, bear out, look up or settle another call. */
export type Purpose = 'call' | 'verify' | 'guard' | 'ground' | 'look_up' | 'settle';

/** One request of an operation. */
export interface OperationCall {
  operation: string;
  inputs: JsonObject;
  /** `call` by default. */
  purpose?: Purpose;
  /** True for a write that an earlier attempt may already have sent. */
  repeated?: boolean;
  /** Sent with writes, where the connection says. */
  idempotencyKey?: string;
  /** With the purpose `settle`: the reference under which the system has accepted the write. */
  reference?: string;
  /**
   * For writes: called once token, limits and connection are ready, right before the first byte of the committing
   * request, with nothing awaited in between. `false`: nothing may be sent, and the attempt is `unsent`.
   */
  gate?: () => Promise<boolean>;
  /** Hears of the HTTP status of each request of it in turn; undefined if one was not answered. */
  answered?: (status: number | undefined) => void;
  signal?: AbortSignal;
}

/** The document of an answer; `output` is where its reference belongs, which alone goes into a run. */
export interface ReceivedDocument extends DocumentContent {
  output: string;
}

/**
 * The outcome of one attempt. `accepted`: the system will do it and report later, under `reference`; `later`: the
 * system has done nothing yet ("not now"); `unsent`: no byte of the request was sent; `unclear`: bytes were sent,
 * and the response proves nothing.
 */
export type Attempt =
  | { is: 'done'; result: string; outputs: JsonObject; document?: ReceivedDocument }
  /** `proves`: the connection says that after this refusal no earlier attempt can have done anything either. */
  | { is: 'refused'; code: string; message?: string; proves?: 'nothing_happened' }
  | { is: 'accepted'; reference?: string }
  | { is: 'later'; code: string; retryAfterMs?: number }
  | { is: 'unsent'; code: string; retryAfterMs?: number }
  /** `final`: each request with the same key will be answered like this. */
  | { is: 'unclear'; code: string; retryAfterMs?: number; final?: true };

/** An attempt whose document lies elsewhere: it is JSON. */
export type JsonAttempt =
  Exclude<Attempt, { is: 'done' }> | Omit<Extract<Attempt, { is: 'done' }>, 'document'>;

/** How a write that the system only accepts is settled (DESIGN §5, "Accepted is not done"). */
export interface Settling {
  /** The business event by which its system tells of its own accord. */
  event?: string;
  /**
   * A read that tells: its results are `done` (with the write's outputs), `refused` (with `code`) and `pending`,
   * or a list `refunds` that contains the reference. Sent after each delay of `everyMs`; the last one repeats.
   */
  ask?: { operation: string; everyMs: readonly number[] };
  /** How long to wait for a result before it counts as unknown, in ms. */
  withinMs: number;
}

/** How a connection binds an operation. */
export interface Binding {
  connection: string;
  operation: string;
  /** Origin and path of the committing request, as the connection writes them: approvals and keys belong to it. */
  target: string;
  /** Present for a write that the system may merely accept. */
  settling?: Settling;
  /** The catalogue's effect, or a higher one that the connection states. */
  effect: Effect;
  idempotency: Idempotency;
  /** Whether its system can only infer what a call acts on: no band spares such a call its approval. */
  isInferred?: (inputs: JsonObject) => boolean;
  /** Business fields that its response is mapped to, such as `lines.sku`. */
  fields?: readonly string[];
  /** Time-out of one whole request, in ms. */
  timeoutMs: number;
}

/** A merchant's instance of a connector. */
export interface Connection {
  name: string;
  /** Where its system is, if it has one address. */
  address?: URL;
  /** Operations that this connection supports. */
  bindings: ReadonlyMap<string, Binding>;
  attempt(call: OperationCall): Promise<Attempt>;
  /** What its system tells by webhook; without it there is no route. */
  events?: ConnectionEvents;
  /** Present if a person must fetch the first token with `orderly connections connect`. */
  signIn?: SignIn;
}
