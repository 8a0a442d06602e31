/** What people are told of a conversation that they take over: of its run, and as it lies in the outbox. */
import type { Amount } from './policy.js';
import type { GraveFlag } from './understanding.js';

/** A call that a run has made, and in one word how it came out; empty while it is under way. */
export interface TriedCall {
  /** The run's id and its step, by which the store knows a write. */
  workflowId: string;
  step: string;
  operation: string;
  outcome: string;
  /** Of a refusal: its code, and what the system has said, as it came. */
  code?: string;
  message?: string;
}

/** The record that a run is about, as far as it has read it. */
export interface MatterRecord {
  /** Absent where only its number is known. */
  kind?: 'order' | 'subscription';
  number: string;
  status?: string;
  customerName?: string;
  customerEmail?: string;
}

/** What a run, or the conversation itself, knows of the matter that it hands over. */
export interface Matter {
  /** The workflow that hands over, for a link. */
  run?: string;
  intent?: string;
  record?: MatterRecord;
  /** That the customer has named themselves. */
  email?: string;
  /** What a question, an approval or a quote has named last. */
  amount?: Amount;
  /** The question that nobody has answered, as the customer read it. */
  question?: string;
  /** What a person must see in it, whatever else it is about. */
  flag?: GraveFlag;
  /** The customer's messages that led here, in their order. */
  messageIds?: readonly string[];
  tried?: readonly TriedCall[];
}

/** How surely it is known who writes: the channel vouches, facts of the record were right, or it is only claimed. */
export type Verified = 'authenticated' | 'facts' | 'claimed' | 'unknown';

/** Something that was tried, in the order of times: a call, or an approval that was asked for. */
export interface Tried {
  /** A call's, or the one that an approval is for. */
  operation: string;
  /** In the merchant's language. */
  title: string;
  /** `done`, `refused`, `unknown` (nobody can tell whether it was done), `sending`, `accepted`, or how it ended before it was sent. */
  outcome: string;
  /** Of a refusal: why, and what the system has said, without what is secret. */
  code?: string;
  message?: string;
  httpStatus?: number;
  amount?: Amount;
  /** The system's own. */
  reference?: string;
  /** Of an approval. */
  approval?: { number: number; role: string; by?: string };
  /** ISO 8601, if it is known. */
  at?: string;
}

/** A handover as data; the outbox has it in words too. */
export interface Handover {
  customer: { name?: string; email?: string; ref?: string; verified: Verified };
  record?: Pick<MatterRecord, 'kind' | 'number' | 'status'>;
  amount?: Amount;
  intent?: string;
  question?: string;
  /** What a person must see in it; `priority` is high where it cannot wait. */
  flag?: GraveFlag;
  priority?: 'high';
  /** The customer's words that led here, and the last ones where they are others; `at` in ISO 8601. */
  said: readonly { text: string; at: string }[];
  tried: readonly Tried[];
  /** Where the conversation is read, and the run in Temporal's UI. */
  links: { conversation: string; run?: string };
}
