/** Approvals: what is asked of an approver, and what they decided. */
import type { JsonObject } from './json.js';

/** A verified decision, as held in the run's state; `token` proves it again at the call. */
export interface Decision {
  requestId: string;
  digest: string;
  decision: 'approved' | 'rejected';
  token: string;
  approver: string;
  /** When it entered the history, epoch milliseconds. */
  decidedAt: number;
  /** When the request expires that was decided on, epoch ms: `digest` covers it. */
  expiresAt?: number;
  escalated: boolean;
}

/** An agent who is authenticated by a sign-in: who, and until when (epoch ms). */
export interface AuthenticatedAgent {
  approver: string;
  /** When they have signed in; a token that is renewed silently may not say. */
  signedInAt?: number;
  expiresAt: number;
}

/** An item of the record that a call is about, as its system has it; the amount is that of all its pieces. */
export interface RecordItem {
  name: string;
  variant?: string;
  quantity: number;
  amount?: { minor: number; currency: string };
}

/** An approval that a call needs: what will be executed, and the deadline for the decision (epoch ms). */
export interface ApprovalRequest {
  /** `<workflow id>#<step>#<visit>`. */
  id: string;
  digest: string;
  operation: string;
  role: string;
  escalateTo?: string;
  /** Business words for the approver; values travel in payloads only, never in summaries or attributes. */
  summary: JsonObject;
  /** What the record consists of: context for the approver, who approves only what the digest covers. */
  items?: readonly RecordItem[];
  amount?: { minor: number; currency: string };
  /** Who asked for the run, or answered for the customer: none of them may approve it. */
  startedBy?: readonly string[];
  requestedAt: number;
  expiresAt: number;
  remindAt?: number;
  escalateAt?: number;
}
