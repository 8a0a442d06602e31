/**
 * How one attempt comes out (DESIGN §5): what happened × how the system can be asked again. The one table. `later` says
 * that the system has done nothing; whatever is not certain after bytes of a write have left is `unclear`.
 */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { JsonObject } from '../contracts/json.js';
import type { Attempt, Binding, Idempotency } from './connector.js';

/** What happened to a request, as certain as it can be said. */
export type Happened =
  /** An answer of the declared shape. */
  | 'answered'
  /** A refusal that the connection recognises. */
  | 'refused'
  /** An answer that the connection says only accepts. */
  | 'accepted'
  /** No byte left: not connected, no token, over our own limit. */
  | 'unsent'
  /** 429. */
  | 'rate_limited'
  /** 401, also with a renewed credential: a system acts only after it knows who asks. */
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
  /** No answer, half of one, or too much of it. */
  | 'cut'
  /** HTML, an empty body, not the declared format. */
  | 'unreadable'
  /** The declared format, but not what the connection declares. */
  | 'wrong_shape';

/** How the system can be asked again: a read always; a write as its connection says. */
export type AskAgain = 'read' | Idempotency['kind'];

const always = <I extends Attempt['is']>(is: I) =>
  ({ read: is, key: is, natural: is, lookup: is, none: is }) as const satisfies Record<AskAgain, I>;

/** A read did nothing, whatever came of it; what a write did is not known, and its caller decides whether to send it again. */
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

/** A failed exchange: what happened, its code, and when the system wants to be asked again. */
export interface ExchangeFailure {
  what: Exclude<Happened, 'answered' | 'refused' | 'accepted'>;
  code: ErrorCode;
  retryAfterMs?: number;
}

/** The declared format, but not what is declared of it. */
export const WRONG_SHAPE: ExchangeFailure = { what: 'wrong_shape', code: 'answer_shape' };

/** What came of a request. */
export type Outcome =
  | { what: 'answered'; result: string; outputs: JsonObject }
  | { what: 'refused'; code: string; message?: string; proves?: 'nothing_happened' }
  | { what: 'accepted'; reference?: string }
  | ExchangeFailure;

/** The attempt that an outcome is for an operation bound like this. */
export function attemptOf(
  outcome: Outcome,
  { effect, idempotency }: Pick<Binding, 'effect' | 'idempotency'>,
): Attempt {
  if (outcome.what === 'answered') return { is: 'done', result: outcome.result, outputs: outcome.outputs };
  if (outcome.what === 'refused' || outcome.what === 'accepted') {
    const { what, ...told } = outcome;
    return { is: what, ...told } as Attempt; // each has what its attempt has
  }
  const { what, code, retryAfterMs } = outcome;
  const is = outcomeTable[what][effect === 'read' ? 'read' : idempotency.kind];
  return { is, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
