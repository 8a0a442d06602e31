/** Gives a conversation to a queue of people: writes a row to the outbox, and tells the conversation. */
import type { HandOverRequest, NotifyConversationRequest } from '../contracts/activities.js';
import { type ComposeDependencies, composeHandover } from './compose-handover.js';
import { heldUntil, type ReplyDependencies } from './deliver-reply.js';
import type { MerchantConfig } from '../merchants/merchant.js';
import type { RunStore } from './dependencies.js';
import { merchantOf } from './merchant-of.js';
import { writeText } from './write-text.js';

/** What hand-over needs. */
export interface HandOverDependencies extends ReplyDependencies, ComposeDependencies {
  store: ComposeDependencies['store'] & Pick<RunStore, 'outbox' | 'conversations'>;
  signal(request: NotifyConversationRequest): Promise<void>;
}

/** The merchant's queue of a name; a queue for what a person must see is one that a merchant may have, any other a queue itself. */
function queueIn(
  queues: MerchantConfig['handover'],
  { queue, matter }: Pick<HandOverRequest, 'queue' | 'matter'>,
): string {
  if (Object.hasOwn(queues, queue)) return queues[queue] ?? queue;
  return matter.flag === undefined ? queue : queues.default;
}

/** Makes the activity; `queue` is a name in the merchant's `handover`, or the queue itself. */
export function handOver(deps: HandOverDependencies): (request: HandOverRequest) => Promise<void> {
  return async ({ merchant, conversation, key, queue, summary, matter, notBefore }) => {
    const served = merchantOf(deps.merchants, merchant);
    const queues = served.config.handover;
    // People read the summary in the merchant's language, not the customer's.
    const text = writeText(served, summary, served.config.language);
    const place = { merchant: served, conversation: conversation.id };
    const { handover, details } = await composeHandover(deps, place, matter);
    const to = queueIn(queues, { queue, matter });
    await deps.store.outbox.add({
      merchant,
      conversation: conversation.id,
      key,
      kind: 'handover',
      body: { text, queue: to, details, handover },
      ...heldUntil(notBefore, deps.replyDelayMs),
    });
    const { id, workflowId } = conversation;
    await deps.signal({ merchant, conversation: id, workflowId, signal: { type: 'handed_over', queue } });
    await deps.store.conversations.giveToPeople(merchant, id, queue, { queue: to });
  };
}
