/** What a run knows about its conversation, and a conversation about its runs’ questions. */
import type { CustomerClaim, Facts } from './customer.js';
import type { AnswerKind } from './ir.js';
import type { Understanding } from './understanding.js';

/** What a run knows about its conversation. */
export interface ConversationContext {
  /** Opaque id of the conversation, as in its workflow id. */
  id: string;
  workflowId: string;
  language: string;
  customer?: CustomerClaim;
  /** Facts that the customer has given in this conversation so far, and that we did not say first. */
  facts: Facts;
  /** When the message that led here was received, epoch milliseconds: the base of fixed-delay replies. */
  receivedAt: number;
  /** What the customer has said that answers a question before it is asked, newest first. */
  said?: readonly Said[];
  /** The message that started the run and its understanding, so that classifying it costs nothing. */
  message?: { text: string; understanding: Understanding };
}

/** A message of the customer's; `slot`: what the question asked for that it answered, in a run before this one. */
export interface Said {
  messageId: string;
  slot?: string;
  /** It corrects what was about to be done. */
  corrects?: true;
}

/** An ask that is open in a conversation, as announced by its run. */
export interface OpenAsk {
  /** Id of the run that asks: a workflow's, or that of a run inlined in one. */
  run: string;
  /** For an inlined run: the workflow that is signalled. */
  inlinedIn?: string;
  /** Id of the ask command in that run. */
  key: string;
  kind: AnswerKind;
  /** The options as the customer reads them; of a yes-or-no question yes and no. */
  labels: readonly string[];
  /** What else each option is called, such as its article number; empty if nothing. */
  aliases?: readonly string[];
  /** The option, by its place, that an answer counts as which names none. */
  otherwise?: number;
  /** What it asks for, by name. */
  fills?: string;
  /** As the customer reads it, to be repeated; absent if it is too long for that. */
  question?: string;
  facts?: readonly string[];
  /** Intent that started the run, if any: free text fits unless another intent is sure. */
  intent?: string;
  /** For operators: the title of the step that asks, without values. */
  title?: string;
  /** Number of the record that the run is about, if it is known. */
  about?: string;
  /** A call of the run builds on the yes to it, and changes something. */
  confirms?: true;
  /** Of the values that it names: an answer counts for these alone. */
  digest?: string;
}

/** Where a run stands that waits for somebody else than the customer; moments in epoch milliseconds. */
export interface WaitStatus {
  on: 'approval' | 'event' | 'timer';
  /** Of an approval: when it was asked for. */
  since?: number;
  /** Until when at the latest, if that is known. */
  until?: number;
  /** Number of the record that the run is about, if it is known. */
  about?: string;
}
