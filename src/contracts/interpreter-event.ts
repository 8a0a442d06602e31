/** What the driver tells the interpreter: `reduce(flow, state, event) → { state, commands }`. */
import type { Decision } from './approval.js';
import type { CallResult } from './call-result.js';
import type { ConversationContext } from './conversation.js';
import type { Facts } from './customer.js';
import type { Json, JsonObject } from './json.js';
import type { Understanding } from './understanding.js';

/** A customer's answer; `value` by the ask's kind: text, "yes"|"no", option index, "yyyy-MM-dd", money, {}. */
export interface Answer {
  value: Json;
  facts: Facts;
  receivedAt: number;
  /** The agent who wrote the answer, if it was not the customer. */
  startedBy?: string;
  /** Digest of the question that it answers. */
  to?: string;
}

/** Every event carries the workflow's time, epoch milliseconds. */
export type RunEvent = { now: number } & (
  | { is: 'started' }
  | { is: 'understood'; id: string; understanding: Understanding }
  | { is: 'called'; id: string; result: CallResult }
  /** `answeredBy`: agents who have answered for the customer there. */
  | { is: 'subflow_ended'; id: string; result: string; outputs: JsonObject; answeredBy?: readonly string[] }
  | { is: 'said'; id: string }
  /** `said`: the answer, which the customer had given before: nothing was asked. */
  | { is: 'asked'; id: string; labels: readonly string[]; expiresAt: number; said?: Json }
  /** A message that may be an answer; `id` is the ask's. If no open ask waits for it, the driver sends it back. */
  | { is: 'answered'; id: string; answer: Answer }
  | { is: 'decided'; id: string; decision: Decision }
  | { is: 'timer_fired'; id: string }
  /** A system has told something for this visit of a step: it is time to ask what it is. */
  | { is: 'reported'; step: string; visit: number }
  | ({ is: 'listened'; id: string } & Listened)
  | { is: 'handed_over'; id: string }
  /** An activity or child failed permanently; `code` is from the error catalogue. */
  | { is: 'failed'; id: string; code: string }
  /** The conversation is with people now: open asks are withdrawn; approvals and sent calls go on. */
  | { is: 'with_people' }
  /** The customer takes back what the run is about; not taken by a run that waits for nobody. */
  | { is: 'backed_out'; messageId: string }
  | { is: 'cancelled' }
);

/** What is known of an event that a step waits for, and when to look again; moments in epoch milliseconds. */
export interface Listened {
  /** When the wait ends. */
  expiresAt: number;
  /** When the flow looks for itself: not after the end. */
  lookAt: number;
  /** What has been told: the event's number, and what it says besides. */
  received?: { number: number; fields: JsonObject };
}

/** What the driver gives the interpreter at the start of a run. */
export interface RunContext {
  runId: string;
  workflowId: string;
  inputs: JsonObject;
  conversation: ConversationContext;
  depth: number;
  /** For a sub-flow: agents who had answered for the customer before it began. */
  answeredBy?: readonly string[];
}
