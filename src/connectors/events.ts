/** Events that a connection reports to its operators: names and counts, never a value. */

import type { AuthEvent } from '../auth/scheme.js';

/** An event worth counting that is not itself a failure. */
export type ConnectionEvent = { connection: string } & (
  | { kind: 'unknown_value'; operation: string; field: string }
  | { kind: 'records_dropped'; operation: string; count: number }
  | { kind: 'pages_cut'; operation: string }
  | { kind: 'list_truncated'; operation: string; count: number }
  | { kind: 'wrong_shape'; operation: string; field: string }
  | { kind: 'credential_renewed' }
  | AuthEvent
);
