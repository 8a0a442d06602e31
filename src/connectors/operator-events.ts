/** Events that a connection reports to its operators: names and counts, never a value. */

import type { AuthEvent } from './auth/scheme.js';
import type { Effect } from '../contracts/effect.js';
import type { Attempt } from './connector.js';

/** An event worth counting that is not itself a failure. */
export type ConnectionEvent = { connection: string } & (
  | { kind: 'unknown_value'; operation: string; field: string }
  | { kind: 'records_dropped'; operation: string; count: number }
  | { kind: 'pages_cut'; operation: string }
  | { kind: 'list_truncated'; operation: string; count: number }
  | { kind: 'wrong_shape'; operation: string; field: string }
  | { kind: 'answer_unused'; operation: string; why: string }
  | { kind: 'credential_renewed' }
  | AuthEvent
);

/** One attempt of an operation as its system answered it: codes and numbers, never a value. */
export interface AttemptMade {
  connection: string;
  operation: string;
  effect: Effect;
  outcome: Attempt['is'];
  /** Of a failure or a refusal. */
  code?: string;
  /** HTTP status of the last request; absent when it was not answered. */
  status?: number;
  /** How long it took. */
  ms: number;
}
