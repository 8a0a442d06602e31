/** What a connection tells its operators: names and counts, never a value. */

import type { AuthEvent } from '../auth/scheme.js';

/** Something worth counting that is no failure of its own. */
export type ConnectionEvent = { connection: string } & (
  | { kind: 'unknown_value'; operation: string; field: string }
  | { kind: 'records_dropped'; operation: string; count: number }
  | { kind: 'pages_cut'; operation: string }
  | { kind: 'list_truncated'; operation: string; count: number }
  | { kind: 'wrong_shape'; operation: string; field: string }
  | { kind: 'credential_renewed' }
  | AuthEvent
);
