/** What a run knows of its conversation, and a conversation of its runs’ questions. */
import type { CustomerClaim, Facts } from './customer.js';
import type { AnswerKind } from './ir.js';
import type { Understanding } from './understanding.js';

/** What a run knows of its conversation. */
export interface ConversationContext {
  /** Opaque id of the conversation, as in its workflow id. */
  id: string;
  workflowId: string;
  language: string;
  customer?: CustomerClaim;
  /** Facts that the customer has told in this conversation so far, and we had not told before. */
  facts: Facts;
  /** When the message that led here was received, epoch milliseconds: the base of fixed-delay replies. */
  receivedAt: number;
  /** The message that started the run and what it was understood as, so that `classify` of it costs nothing. */
  message?: { id: string; text: string; understanding: Understanding };
}

/** An ask that waits in a conversation, as it announced itself. */
export interface OpenAsk {
  /** Workflow id of the run that asks. */
  run: string;
  /** Id of the ask command in that run. */
  key: string;
  kind: AnswerKind;
  labels: readonly string[];
  facts?: readonly string[];
  /** Intent of the run, if it was started by one: free text fits unless another intent is sure. */
  intent?: string;
}
