/** The result of calling an operation. */
import type { ApprovalRequest } from './approval.js';
import type { AskedFacts } from './customer.js';
import type { OutcomeName } from './ir.js';
import type { JsonObject } from './json.js';

/** The result of a call (DESIGN §5, §6, §7). */
export type CallResult =
  | { outcome: 'done'; result: string; outputs: JsonObject }
  | { outcome: 'refused'; refusal: { code: string; message?: string } }
  | {
      outcome: Exclude<
        OutcomeName,
        'refused' | 'unavailable' | 'unsure' | 'rejected' | 'expired' | 'gave_up'
      >;
    }
  /** `until`: when the system can be asked again (epoch ms), where it or its quota says so. */
  | { outcome: 'unavailable'; until?: number }
  /**
   * Verification: one of `missing` sets of facts is needed; `failed` says that the last facts did not match,
   * `about` the kind of record, unless it is an order.
   */
  | ({ outcome: 'needs_facts'; failed: boolean } & AskedFacts)
  /** The system has accepted the write, outcome to come: asked again at `askAt`, until `until` (epoch ms). */
  | { outcome: 'accepted'; askAt: number; until: number }
  | { outcome: 'needs_approval'; request: Omit<ApprovalRequest, 'id'> };
