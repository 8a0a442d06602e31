/** Which conversation is meant: by the id of the conversation service, or by the one that Temporal and the store use. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { shortId } from '../security/keyed-hash.js';
import type { Store } from '../store/store.js';

const opaque = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, // UUID, RFC 9562
  /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, // ULID
];

/** The id itself if it is a UUID or ULID, else its keyed hash, so that e-mails or ticket numbers stay hidden. */
export function opaqueConversation(secret: string, merchant: string, conversation: string): string {
  if (opaque.some((form) => form.test(conversation))) return conversation.toLowerCase();
  return shortId(secret, 'conversation', merchant, conversation);
}

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
