/** Which channel began which conversation; see `BegunConversations`. */
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { BegunConversations } from './store.js';

/** The conversations in the database; a row is added once and never changed. */
export function conversations(database: Database): BegunConversations {
  const channelOf = async (merchant: string, conversation: string): Promise<string | undefined> => {
    const row = await database
      .selectFrom('conversations')
      .select('channel')
      .where('merchant', '=', merchant)
      .where('conversation', '=', conversation)
      .executeTakeFirst();
    return row?.channel;
  };
  return {
    channelOf,
    async begin(merchant, conversation, channel) {
      await database
        .insertInto('conversations')
        .values({ merchant, conversation, channel, begun_at: databaseNow, erased_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await channelOf(merchant, conversation)) === channel;
    },
  };
}
