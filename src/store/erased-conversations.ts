/** Conversations that have been erased: nothing is written to them any more. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import type { Database } from './schema.js';

/** Whether a conversation has been erased; under its lock that stays so until the transaction ends. */
export async function isErased(database: Database, merchant: string, conversation: string): Promise<boolean> {
  const found = await database
    .selectFrom('conversations')
    .select('erased_at')
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .where('erased_at', 'is not', null)
    .executeTakeFirst();
  return found !== undefined;
}

const code = 'conversation_erased';

/** What whoever writes to an erased conversation is told, where doing nothing would not be enough. */
export const conversationErased = (): OrderlyError =>
  new OrderlyError(code, 'This conversation has been erased.');

/** Whether that is what was told. */
export const isConversationErased = (error: unknown): boolean =>
  error instanceof OrderlyError && error.code === code;

/** What is promised; undefined if it fails because its conversation has been erased. */
export const unlessErased = <Value>(promise: Promise<Value>): Promise<Value | undefined> =>
  promise.catch((error: unknown) => {
    if (isConversationErased(error)) return undefined;
    throw error;
  });
