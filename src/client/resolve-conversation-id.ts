/** Which conversation is meant: a ticket by its channel and id, or by the id of the conversation service or of the store. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { opaqueConversation, opaqueTicket } from '../security/opaque-conversation.js';
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
  const [, channel, ticket] = /^([^/]+)\/(.+)$/s.exec(conversation) ?? [];
  // A channel may name a conversation like a ticket, to be taken for it.
  const tickets =
    channel === undefined || ticket === undefined ? [] : [opaqueTicket(secret, merchant, channel, ticket)];
  for (const id of [...tickets, opaqueConversation(secret, merchant, conversation), conversation])
    if ((await store.conversations.find(merchant, id)) !== undefined) return id;
  throw unknownConversation();
}
