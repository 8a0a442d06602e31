/** Conversations as the store lists them: who began them, and who has them. */

/** Which channel began a conversation: over HTTP no other one sees it. */
export interface BegunConversations {
  /** Begins a conversation for a channel unless it has begun; whether it is that channel's. */
  begin(merchant: string, conversation: string, channel: string): Promise<boolean>;
  /** The channel that began it, empty if that was no channel; undefined if it has not begun. */
  channelOf(merchant: string, conversation: string): Promise<string | undefined>;
  /**
   * Those in which something was said last, newest first, without erased ones; `with` restricts them to who has them. A
   * page begins `before` a moment, and with `behind` also with those of that very moment whose ids come after it.
   */
  list(
    merchant: string,
    page: { with?: 'people' | 'flows'; before?: number; behind?: string; limit: number },
  ): Promise<ConversationRow[]>;
  /** Undefined too if it has been erased. */
  find(merchant: string, conversation: string): Promise<ConversationRow | undefined>;
  /** Notes that people have it, a queue or an agent; the first moment stays until it is given back. */
  giveToPeople(merchant: string, conversation: string, people: string): Promise<void>;
  /** Notes that flows have it again. */
  giveBack(merchant: string, conversation: string): Promise<void>;
}

/** A conversation in a list; times in epoch ms. */
export interface ConversationRow {
  conversation: string;
  /** Empty: begun by no channel. */
  channel: string;
  begunAt: number;
  /** When something was last said. */
  lastAt: number;
  /** Since when people have it; absent: flows do. */
  peopleSince?: number;
  /** The queue that it was given to, or the agent who took it. */
  people?: string;
}
