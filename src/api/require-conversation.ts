/** A caller's conversation: a channel knows those that it has begun, an agent all of the merchant's. */
import type { OrderlyClient } from '../client/client.js';
import { unknownConversation } from '../client/resolve-conversation-id.js';
import type { Caller } from './route.js';

/** Throws `conversation_unknown` unless the conversation is there for the caller. */
export async function requireConversation(
  { conversations }: OrderlyClient,
  { merchant, conversation }: { merchant: string; conversation: string },
  caller: Caller,
): Promise<void> {
  const channel = caller.kind === 'channel' ? caller.name : undefined;
  if (!(await conversations.has(merchant, conversation, channel))) throw unknownConversation();
}
