/** Writes a reply into the outbox: `say` is done when its row stands there (DESIGN §7). */
import type { Merchants } from '../merchants/merchant.js';
import type { Outbox } from '../store/store.js';
import type { DeliverReplyRequest } from '../contracts/activities.js';
import { merchantOf } from './merchant-of.js';
import { writeText } from './write-text.js';

/** What activities that talk to the customer need; `replyDelayMs` after the message, verification replies leave. */
export interface ReplyDependencies {
  merchants: Merchants;
  store: { outbox: Outbox };
  replyDelayMs: number;
}

/** Makes the activity; a key that is there already writes nothing, so that the first wording stays. */
export function deliverReply(deps: ReplyDependencies): (request: DeliverReplyRequest) => Promise<void> {
  return async ({ merchant, conversation, key, text, notBefore }) => {
    await deps.store.outbox.add({
      merchant,
      conversation: conversation.id,
      key,
      kind: 'reply',
      body: { text: writeText(merchantOf(deps.merchants, merchant), text, conversation.language) },
      ...heldUntil(notBefore, deps.replyDelayMs),
    });
  };
}

/** Replies to a verification leave at a fixed delay after the message, so that their time tells nothing. */
export const heldUntil = (receivedAt: number | undefined, delayMs: number): { notBefore?: number } =>
  receivedAt === undefined ? {} : { notBefore: receivedAt + delayMs };
