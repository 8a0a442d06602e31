/**
 * How one attempt comes out (DESIGN §5): what happened × how the system can be asked again. The one table; whatever is
 * not certain after bytes of an unrepeatable write have left is `unclear`.
 */
import type { ErrorCode } from '../errors/catalogue.js';
import type { JsonObject } from '../json.js';
import type { Attempt, Binding, Idempotency } from './connector.js';

/** What happened to a request, as certain as it can be said. */
export type Happened =
  /** An answer of the declared shape. */
  | 'answered'
  /** A refusal that the connection recognises. */
  | 'refused'
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

const ifRepeatable = {
  read: 'later',
  key: 'later',
  natural: 'later',
  lookup: 'unclear',
  none: 'unclear',
} as const satisfies Record<AskAgain, Attempt['is']>;

/** The table. */
export const outcomeTable = {
  answered: always('done'),
  refused: always('refused'),
  unsent: always('unsent'),
  rate_limited: always('later'),
  unauthorized: always('later'),
  safe_status: always('later'),
  not_now: ifRepeatable,
  system_error: ifRepeatable,
  other_status: ifRepeatable,
  redirected: ifRepeatable,
  fault: ifRepeatable,
  answer_errors: ifRepeatable,
  cut: ifRepeatable,
  unreadable: ifRepeatable,
  wrong_shape: ifRepeatable,
} as const satisfies Record<Happened, Record<AskAgain, Attempt['is']>>;

/** A trouble: what happened, its code, and when the system wants to be asked again. */
export interface Trouble {
  what: Exclude<Happened, 'answered' | 'refused'>;
  code: ErrorCode;
  retryAfterMs?: number;
}

/** What came of a request. */
export type Outcome =
  | { what: 'answered'; result: string; outputs: JsonObject }
  | { what: 'refused'; code: string; message?: string }
  | Trouble;

/** The attempt that an outcome is for an operation bound like this. */
export function attemptOf(
  outcome: Outcome,
  { effect, idempotency }: Pick<Binding, 'effect' | 'idempotency'>,
): Attempt {
  if (outcome.what === 'answered') return { is: 'done', result: outcome.result, outputs: outcome.outputs };
  if (outcome.what === 'refused') {
    const { code, message } = outcome;
    return { is: 'refused', code, ...(message === undefined ? {} : { message }) };
  }
  const { what, code, retryAfterMs } = outcome;
  const is = outcomeTable[what][effect === 'read' ? 'read' : idempotency.kind];
  return { is, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
