/** What the typed client does, however it reaches the product: through Temporal and the store, or over HTTP. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { CustomerMessage, DecisionAnswer, DecisionMessage } from '../contracts/messages.js';
import type { OutboxRow } from '../store/store.js';
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

/** The conversation service's side. */
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
  /** Returns a conversation from people to flows; over HTTP `by` is whoever the token names. */
  giveBack(merchant: string, conversation: string, by: string): Promise<void>;
}

/** The agents' side. */
export interface Approvals {
  list(merchant: string, role?: string): Promise<ApprovalItem[]>;
  show(requestId: string): Promise<ApprovalItem>;
  decide(message: DecisionMessage): Promise<DecisionAnswer>;
}

/** The typed client. */
export interface TypedClient {
  conversations: ConversationsClient;
  approvals: Approvals;
  runs(merchant: string, options?: { open?: boolean; limit?: number }): Promise<RunItem[]>;
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
        `${replies.length} of ${count} replies came within ${timeoutMs} ms.`,
      );
  }
  return replies;
}
