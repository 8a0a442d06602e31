/**
 * Decides the outcome of an attempt (DESIGN §5): what happened × how the request can be retried. `later` says that
 * the system has done nothing; once bytes of a write have been sent, anything uncertain is `unclear`.
 */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { JsonObject } from '../contracts/json.js';
import type { Attempt, Binding, Idempotency, ReceivedDocument } from './connector.js';

/** What happened to a request, as precisely as can be known. */
export type Happened =
  /** A response of the declared shape. */
  | 'answered'
  /** A refusal that the connection recognises. */
  | 'refused'
  /** A response that, according to the connection, merely accepts. */
  | 'accepted'
  /** No byte was sent: not connected, no token, or over our own limit. */
  | 'unsent'
  /** 429. */
  | 'rate_limited'
  /** 401, even with a renewed credential: a system acts only once it knows the caller. */
  | 'unauthorized'
  /** A status that the connection lists as safe: nothing was done. */
  | 'safe_status'
  /** 503. */
  | 'not_now'
  /** Any other 5xx. */
  | 'system_error'
  /** A status that the connection does not explain. */
  | 'other_status'
  | 'redirected'
  /** A SOAP fault that the connection does not explain. */
  | 'fault'
  /** GraphQL `errors`, or no `data`, that the connection does not explain. */
  | 'answer_errors'
  /** No response, half of one, or one that is too large. */
  | 'cut'
  /** HTML, an empty body, or another format than the declared one. */
  | 'unreadable'
  /** The declared format, but not the declared shape. */
  | 'wrong_shape';

/** How a request can be retried: a read always, a write as its connection says. */
export type AskAgain = 'read' | Idempotency['kind'];

const always = <I extends Attempt['is']>(is: I) =>
  ({ read: is, key: is, natural: is, lookup: is, none: is }) as const satisfies Record<AskAgain, I>;

/** A read changes nothing whatever happens; what a write did is unknown, and its caller decides on a retry. */
const ifRead = {
  read: 'later',
  key: 'unclear',
  natural: 'unclear',
  lookup: 'unclear',
  none: 'unclear',
} as const satisfies Record<AskAgain, Attempt['is']>;

/** The table. */
export const outcomeTable = {
  answered: always('done'),
  refused: always('refused'),
  accepted: always('accepted'),
  unsent: always('unsent'),
  rate_limited: always('later'),
  unauthorized: always('later'),
  safe_status: always('later'),
  not_now: ifRead,
  system_error: ifRead,
  other_status: ifRead,
  redirected: ifRead,
  fault: ifRead,
  answer_errors: ifRead,
  cut: ifRead,
  unreadable: ifRead,
  wrong_shape: ifRead,
} as const satisfies Record<Happened, Record<AskAgain, Attempt['is']>>;

/** A failed exchange: what happened, its code, and when the system allows a retry. */
export interface ExchangeFailure {
  what: Exclude<Happened, 'answered' | 'refused' | 'accepted'>;
  code: ErrorCode;
  retryAfterMs?: number;
  /** Each request with the same key will be answered like this. */
  final?: true;
  /** What is wrong with the response, without a word of it. */
  why?: string;
}

/** A response in the declared format, but not of the declared shape. */
export const WRONG_SHAPE: ExchangeFailure = { what: 'wrong_shape', code: 'answer_shape' };

/** What came of a request. */
export type Outcome =
  | { what: 'answered'; result: string; outputs: JsonObject; document?: ReceivedDocument }
  | { what: 'refused'; code: string; message?: string; proves?: 'nothing_happened' }
  | { what: 'accepted'; reference?: string }
  | ExchangeFailure;

/** Turns an outcome into the attempt of an operation with this binding. */
export function attemptOf(
  outcome: Outcome,
  { effect, idempotency }: Pick<Binding, 'effect' | 'idempotency'>,
): Attempt {
  if (outcome.what === 'answered' || outcome.what === 'refused' || outcome.what === 'accepted') {
    const { what, ...details } = outcome;
    return { is: what === 'answered' ? 'done' : what, ...details } as Attempt; // each has what its attempt has
  }
  const { what, code, retryAfterMs, final } = outcome;
  const is = outcomeTable[what][effect === 'read' ? 'read' : idempotency.kind];
  const details = { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return is === 'unclear' && final ? { is, ...details, final } : { is, ...details };
}
