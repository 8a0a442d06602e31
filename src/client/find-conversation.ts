/** Which conversation is meant: by the id of the conversation service, or by the one that Temporal and the store use. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { opaqueConversation } from '../security/opaque-conversation.js';
import type { Store } from '../store/store.js';

/** The error for a conversation that there is not, or not for this channel: the two answer alike. */
export const unknownConversation = (): OrderlyError =>
  new OrderlyError('conversation_unknown', 'There is no such conversation of this merchant.');

/** The id in Temporal and the store of a conversation that has begun, and was not erased; throws `conversation_unknown`. */
export async function findConversation(
  { store, secret }: { store: Pick<Store, 'conversations'>; secret: string },
  merchant: string,
  conversation: string,
): Promise<string> {
  for (const id of [opaqueConversation(secret, merchant, conversation), conversation])
    if ((await store.conversations.find(merchant, id)) !== undefined) return id;
  throw unknownConversation();
}
