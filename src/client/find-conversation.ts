/** Which conversation is meant: a thread by its channel and id, or by the id of the conversation service or of the store. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { opaqueConversation, opaqueThread } from '../security/opaque-conversation.js';
import type { Store } from '../store/store.js';

/** The error for a conversation that there is not, or not for this channel: the two answer alike. */
export const unknownConversation = (): OrderlyError =>
  new OrderlyError('conversation_unknown', 'This merchant has no such conversation.');

/** The id in Temporal and the store of a conversation that has begun, and was not erased; throws `conversation_unknown`. */
export async function findConversation(
  { store, secret }: { store: Pick<Store, 'conversations'>; secret: string },
  merchant: string,
  conversation: string,
): Promise<string> {
  const [, channel, thread] = /^([^/]+)\/(.+)$/s.exec(conversation) ?? [];
  // A channel may name a conversation like a thread, to be taken for it.
  const threads =
    channel === undefined || thread === undefined ? [] : [opaqueThread(secret, merchant, channel, thread)];
  for (const id of [...threads, opaqueConversation(secret, merchant, conversation), conversation])
    if ((await store.conversations.find(merchant, id)) !== undefined) return id;
  throw unknownConversation();
}
