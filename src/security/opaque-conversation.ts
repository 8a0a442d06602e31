/** The id that Temporal and the store know a conversation by: those of channels and tickets of help desks never meet. */
import { shortId } from './keyed-hash.js';

const opaque = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, // UUID, RFC 9562
  /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/, // ULID
];

/** The id of a ticket of a help desk. */
export const opaqueTicket = (secret: string, merchant: string, channel: string, ticket: string): string =>
  shortId(secret, 'ticket', merchant, channel, ticket);

/** The id itself if it is a UUID or ULID, else its keyed hash, so that e-mails or ticket numbers stay hidden. */
export function opaqueConversation(secret: string, merchant: string, conversation: string): string {
  if (opaque.some((form) => form.test(conversation))) return conversation.toLowerCase();
  return shortId(secret, 'conversation', merchant, conversation);
}
