/** Messages of the workflows: arguments, signals, updates and queries (types; defined next to their handlers). */
import type { UndeliveredReply } from './interpreter-command.js';
import type { Answer } from './interpreter-event.js';
import type { ApprovalRequest } from './approval.js';
import type { ConversationContext, OpenAsk, WaitStatus } from './conversation.js';
import type { CustomerClaim } from './customer.js';
import type { Matter } from './handover.js';
import type { JsonObject } from './json.js';
import type { Understanding } from './understanding.js';

/** A message of a customer as the conversation service sends it (DESIGN §7). */
export interface CustomerMessage {
  merchant: string;
  conversation: string;
  messageId: string;
  /** Position in the conversation, from 1 without gaps. */
  seq: number;
  /** At most 64 kB. */
  text: string;
  /** Of a mail. */
  subject?: string;
  /** Handed on to people, never fetched. */
  attachments?: readonly Attachment[];
  /** ISO 8601. */
  sentAt: string;
  /** BCP 47, e.g. `en`. */
  language?: string;
  /** The agent who wrote it instead of the customer, to ask for a run or answer a run's question. */
  startedBy?: string;
  customer?: CustomerClaim;
  /** Of a help desk: its own id of the ticket, where replies go. */
  ticket?: string;
  /** Of a help desk: a keyed hash of whose ticket it was then. */
  requester?: string;
  /** Of a help desk: why it is for people. */
  aside?: Aside;
  /** Written by a program, such as a reply from somebody who is away (RFC 3834). */
  automatic?: boolean;
}

/** A file that came with a message, by reference. */
export interface Attachment {
  name: string;
  /** Such as `image/jpeg`. */
  mediaType: string;
  url: string;
}

/** What a mail has besides its text. */
export type MailParts = Pick<CustomerMessage, 'subject' | 'attachments' | 'ticket' | 'requester' | 'aside'>;

/** A message as signals, states and requests name it: its text lies in the store. */
export interface MessageRef {
  messageId: string;
  seq: number;
  /** Why it is for people, whatever it says. */
  aside?: Aside;
}

/** Which part of a message's own words is meant, in UTF-16 units: what follows an answer, or the answer alone. */
export type MessagePart = { from: number } | { to: number };
/** Somebody else than the customer has written a message, a program has, or it has no text. */
export type Aside = 'author' | 'automatic' | 'no_text';

/** The message behind a run and how it was understood; its text is not part of a run's arguments. */
export type StartMessage = { understanding: Understanding } & (
  | /** Ids in the store: the message, and another one that says more about it. */ { ids: readonly string[] }
  | /** For a sub-flow: the input that is the message's text. */ { input: string }
);

/** Arguments of a flow run. */
export interface RunStart {
  merchant: string;
  flow: string;
  /** Absent: the merchant's current flow. */
  hash?: string;
  inputs: JsonObject;
  conversation: Omit<ConversationContext, 'message'>;
  /** Of a main flow, the text becomes its input `message`. */
  message?: StartMessage;
  /** For a sub-flow: the customer's messages that its caller had come from so far. */
  messageIds?: readonly string[];
  intent?: string;
  startedBy?: string;
  /** What the conversation had open when it began: who takes it over from this run is told of that too. */
  stillOpen?: Matter;
  /** Agents who had answered for the customer before it began. */
  answeredBy?: readonly string[];
  /** What was said before it in the same turn, which stands above what it says first. */
  undelivered?: readonly UndeliveredReply[];
  /** 0 for a run that the conversation started; a sub-flow is one deeper, at most 16. */
  depth: number;
}

/** What a flow run returns. */
export interface RunEnd {
  result: string;
  outputs: JsonObject;
  /** Agents who have answered for the customer in it, for the parent run. */
  answeredBy?: readonly string[];
}

/** Signals that runs, activities and agents send to a conversation. */
export type ConversationSignal =
  | { type: 'message'; message: MessageRef }
  | { type: 'ask_opened'; ask: OpenAsk }
  | { type: 'ask_closed'; run: string; key: string }
  /** A run waits for an approval, an event or a timer: it does not count among the open runs until it asks something. */
  | { type: 'run_waiting'; run: string; waitStatus?: WaitStatus }
  /** Sent only by a run that was told to: otherwise the child's own result says so. */
  | { type: 'run_ended'; run: string }
  | { type: 'handed_over'; queue: string }
  /** A run got a message that it no longer waits for. */
  | { type: 'returned'; messageId: string }
  | { type: 'given_back'; by: string };

/** Signals that a conversation sends to a run; `run` names one that is inlined in the workflow. */
export type RunSignal = { run?: string } & (
  | { type: 'answer'; key: string; messageId: string; answer: Answer }
  | { type: 'with_people' }
  /** The customer takes back what the run is about; a run that cannot end any more sends the message back. */
  | { type: 'backed_out'; messageId: string }
  /** An event has told something for this visit of a step: how its write came out, or what it waits for. */
  | { type: 'reported'; step: string; visit: number }
  /** The conversation continues as new, where a child's result is not seen: the run is to signal its end. */
  | { type: 'announce_end' }
);

/** A decision as an approver's client sends it, by update or by signal. */
export interface DecisionMessage {
  requestId: string;
  digest: string;
  decision: 'approved' | 'rejected';
  /** Signed for this decision (src/security/decision-token.ts), or the token of the approver's sign-in. */
  token: string;
  comment?: string;
  /** When the client noted that it is under way, epoch ms by the store's clock: a newer one of the same approver replaces it until it is judged. */
  handedOverAt?: number;
}

/** The update's answer: whether the decision counted, otherwise the code and the decision that came first. */
export interface DecisionAnswer {
  accepted: boolean;
  code?: string;
  approver?: string;
  decision?: 'approved' | 'rejected';
  /** Of a decision that is under way (`approval_under_way`): until when it counts once a worker is up, epoch ms. */
  countsUntil?: number;
}

/** Open approval requests of a run, as returned by its query `approvals`. */
export type OpenApprovals = readonly (ApprovalRequest & {
  flow: string;
  escalated: boolean;
  /** True once the time of its reminder has passed. */
  reminded: boolean;
})[];

/** A step that a run has entered; `outcome` is how it last ended. */
export interface StepProgress {
  step: string;
  kind: string;
  title: string;
  visits: number;
  /** The run is at it. */
  isOpen: boolean;
  outcome?: string;
}

/** Where a run stands, and those inlined in its workflow, as returned by the query `progress`. */
export type RunProgress = readonly {
  run: string;
  flow: string;
  hash: string;
  steps: readonly StepProgress[];
}[];

/** How a request of a run has ended. */
export interface ApprovalEnd {
  requestId: string;
  state: 'approved' | 'rejected' | 'expired' | 'withdrawn';
  /** Epoch ms. */
  at: number;
  decidedBy?: string;
}

/** Names under which handlers are registered. */
export const messageNames = {
  conversationSignal: 'conversation_event',
  runSignal: 'run_event',
  eventKept: 'event_kept',
  decide: 'decide',
  decideSignal: 'decide_signal',
  approvals: 'approvals',
  approvalEnds: 'approval_ends',
  showApprovals: 'show_approvals',
  progress: 'progress',
} as const;

/** Task queue that every workflow and activity of the product uses. */
export const taskQueue = 'orderly';
