/** The conversation service's side: send a message, read or await its replies (DESIGN §7). */
import type { WorkflowClient } from '@temporalio/client';
import { mainFlow } from '../contracts/main-flow.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { OutboxRow, Store } from '../store/store.js';
import type { CustomerMessage } from '../contracts/messages.js';
import { conversationWorkflowId, signalConversation } from '../temporal/signal-conversation.js';
import { parseMessage } from './message-schema.js';
import { shortId } from '../security/keyed-hash.js';

/** What the client needs. */
export interface ClientDependencies {
  workflow: WorkflowClient;
  store: Store;
  /** Key of keyed hashes, the same as the worker's. */
  secret: string;
}

/** How often the outbox is polled while waiting for a reply. */
const pollMs = 100;

/** Sends messages and reads replies. */
export class Conversations {
  readonly #deps: ClientDependencies;

  constructor(deps: ClientDependencies) {
    this.#deps = deps;
  }

  /**
   * Sends a message: its text into the store, then its ids to Temporal, which has them when this resolves. Repeating a
   * `messageId` has no effect, and completes what was cut off half-way. Throws OrderlyError `message_invalid`, `message_too_large`, `merchant_unknown`, `temporal_unavailable`.
   */
  async send(message: CustomerMessage): Promise<{ conversation: string; workflowId: string }> {
    const checked = parseMessage(message);
    const { merchant } = checked;
    if ((await this.#deps.store.flowVersions.current(merchant, mainFlow)) === undefined) {
      throw new OrderlyError(
        'merchant_unknown',
        `No worker has published flows for the merchant \`${merchant}\`.`,
      );
    }
    const conversation = this.opaque(merchant, checked.conversation);
    const workflowId = conversationWorkflowId(merchant, conversation);
    const seq = await this.#deps.store.messages.add({ ...checked, conversation });
    if (seq === undefined)
      throw new OrderlyError('message_invalid', `seq: position ${checked.seq} has another message`);
    const signal = { type: 'message', message: { messageId: checked.messageId, seq } } as const;
    await signalConversation(this.#deps.workflow, { merchant, conversation, workflowId }, signal);
    return { conversation, workflowId };
  }

  /** Replies after a position, in order, that are due now. */
  replies(merchant: string, conversation: string, after = 0): Promise<OutboxRow[]> {
    return this.#deps.store.outbox.read(merchant, this.opaque(merchant, conversation), after, Date.now());
  }

  /** Waits until there are at least `count` replies after a position; throws `reply_timeout` after `timeoutMs`. */
  async awaitReplies(
    merchant: string,
    conversation: string,
    { after = 0, count = 1, timeoutMs = 30_000 }: { after?: number; count?: number; timeoutMs?: number } = {},
  ): Promise<OutboxRow[]> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const rows = await this.replies(merchant, conversation, after);
      if (rows.length >= count) return rows;
      if (Date.now() >= end)
        throw new OrderlyError(
          'reply_timeout',
          `${rows.length} of ${count} replies came within ${timeoutMs} ms.`,
        );
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }

  /** Returns a conversation from people to flows. */
  async giveBack(merchant: string, conversation: string, by: string): Promise<void> {
    const id = this.opaque(merchant, conversation);
    const to = { merchant, conversation: id, workflowId: conversationWorkflowId(merchant, id) };
    await signalConversation(this.#deps.workflow, to, { type: 'given_back', by });
  }

  /** The conversation's id as used in Temporal and the store. */
  opaque(merchant: string, conversation: string): string {
    return opaqueConversation(this.#deps.secret, merchant, conversation);
  }
}

const opaque = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, // UUID, RFC 9562
  /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, // ULID
];

/** The id itself if it is a UUID or ULID, else its keyed hash, so that e-mails or ticket numbers stay hidden. */
function opaqueConversation(secret: string, merchant: string, conversation: string): string {
  if (opaque.some((form) => form.test(conversation))) return conversation.toLowerCase();
  return shortId(secret, 'conversation', merchant, conversation);
}
