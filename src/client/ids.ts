/** Ids that stand in Temporal are opaque: what might name a person is replaced by its keyed hash (DESIGN §7, §10). */
import { opaqueId } from '../security/keyed-hash.js';

const opaque = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, // UUID, RFC 9562
  /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, // ULID
];

/** The id itself if it is a UUID or ULID, else its keyed hash: an e-mail or a ticket number tells nothing any more. */
export function opaqueConversation(secret: string, merchant: string, conversation: string): string {
  if (opaque.some((form) => form.test(conversation))) return conversation.toLowerCase();
  return opaqueId(secret, 'conversation', merchant, conversation);
}
