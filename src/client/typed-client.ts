/** What the typed client does, however it reaches the product: through Temporal and the store, or over HTTP. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { CustomerMessage, DecisionAnswer, DecisionMessage } from '../contracts/workflow-messages.js';
import type { OutboxRow } from '../store/store.js';
import type { ConversationItem } from './conversation-items.js';
import type { Desk } from './desk.js';
import type { Page, PageWanted } from './pages.js';
import type { ConversationDetails, ConversationPage } from './conversations-reader.js';
import type { RunDetails } from './run-details.js';
import type { ApprovalItem } from './approvals.js';
import type { RunItem } from './runs.js';

/** A reply, question, handover or message passed on, as the conversation service reads it. */
export type Reply = Pick<OutboxRow, 'position' | 'kind' | 'body' | 'createdAt'>;

/** What became of a message. */
export interface SentMessage {
  /** The conversation's id as used in Temporal and the store. */
  conversation: string;
  workflowId: string;
  /** False if a message of this id had come before. */
  isNew: boolean;
}

/** Which replies are waited for: at least `count` (1) after a position (0), for `timeoutMs` (30 s). */
export interface WantedReplies {
  after?: number;
  count?: number;
  timeoutMs?: number;
}

/** What an agent writes; `replyId` is theirs, and the same one again does nothing. */
export interface AgentReply {
  replyId: string;
  text: string;
}

/** The conversation service's side, and what agents do with conversations. */
export interface ConversationsClient {
  send(message: CustomerMessage): Promise<SentMessage>;
  replies(merchant: string, conversation: string, after?: number): Promise<Reply[]>;
  /** Replies after a position as soon as there is one; none if none has come after `timeoutMs`. */
  nextReplies(
    merchant: string,
    conversation: string,
    after: number,
    options: { timeoutMs: number },
  ): Promise<Reply[]>;
  /** Waits for replies; throws `reply_timeout`. */
  awaitReplies(merchant: string, conversation: string, wanted?: WantedReplies): Promise<Reply[]>;
  /** Conversations, the last active first, with what was last said in them. */
  list(merchant: string, page?: ConversationPage): Promise<ConversationItem[]>;
  /** One with what was last said in it. Here and below, over HTTP `by` is whoever the token names. */
  read(
    merchant: string,
    conversation: string,
    by: string,
    options?: { limit?: number },
  ): Promise<ConversationDetails>;
  /** Takes a conversation from flows. */
  takeOver(merchant: string, conversation: string, by: string): Promise<void>;
  /** An agent's own reply, while people have the conversation. */
  reply(merchant: string, conversation: string, reply: AgentReply, by: string): Promise<void>;
  /** Assigns what people have to an agent, or to nobody. */
  assign(merchant: string, conversation: string, agent: string | null, by: string): Promise<void>;
  /** Returns a conversation from people to flows. */
  giveBack(merchant: string, conversation: string, by: string): Promise<void>;
}

/** The agents' side. */
export interface Approvals {
  list(merchant: string, role?: string): Promise<ApprovalItem[]>;
  /** Requests that were decided, or ended otherwise, the last first. */
  decided(merchant: string, page?: PageWanted): Promise<Page<ApprovalItem>>;
  show(requestId: string): Promise<ApprovalItem>;
  decide(message: DecisionMessage): Promise<DecisionAnswer>;
}

/** The typed client. */
export interface TypedClient {
  conversations: ConversationsClient;
  approvals: Approvals;
  desk: Desk;
  runs(merchant: string, options?: { open?: boolean; limit?: number }): Promise<RunItem[]>;
  /** A run with what happened in it and in its sub-flows. */
  run(merchant: string, workflowId: string): Promise<RunDetails>;
}

/** Waits until there are at least `count` replies after a position; throws `reply_timeout` after `timeoutMs`. */
export async function awaitReplies<R extends Reply>(
  conversations: {
    nextReplies(
      merchant: string,
      conversation: string,
      after: number,
      o: { timeoutMs: number },
    ): Promise<R[]>;
  },
  merchant: string,
  conversation: string,
  { after = 0, count = 1, timeoutMs = 30_000 }: WantedReplies,
): Promise<R[]> {
  const end = Date.now() + timeoutMs;
  const replies: R[] = [];
  while (replies.length < count) {
    const left = end - Date.now();
    const last = replies.at(-1)?.position ?? after;
    const more = await conversations.nextReplies(merchant, conversation, last, {
      timeoutMs: Math.max(0, left),
    });
    replies.push(...more);
    if (replies.length < count && left <= 0)
      throw new OrderlyError(
        'reply_timeout',
        `Only ${replies.length} of ${count} replies arrived within ${timeoutMs} ms.`,
      );
  }
  return replies;
}
