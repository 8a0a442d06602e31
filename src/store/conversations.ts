/** Conversations: which channel began them, and who has them; see `BegunConversations`. */
import { type ExpressionBuilder, sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Database, Tables } from './schema.js';
import type { BegunConversations, ConversationRow } from './store.js';

/** The conversations in the database. */
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
        .values({
          merchant,
          conversation,
          channel,
          begun_at: databaseNow,
          last_at: databaseNow,
          erased_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await channelOf(merchant, conversation)) === channel;
    },
    async list(merchant, { with: having, queue, assignee, before, behind, limit }) {
      let rows = all(database, merchant);
      if (having !== undefined)
        rows = rows.where('people_since', having === 'people' ? 'is not' : 'is', null);
      if (queue !== undefined) rows = rows.where('people_since', 'is not', null).where('queue', '=', queue);
      if (assignee === null) rows = rows.where('people_since', 'is not', null).where('assignee', 'is', null);
      else if (assignee !== undefined) rows = rows.where('assignee', '=', assignee);
      if (before !== undefined) rows = rows.where(older(before, behind));
      const found = await rows.orderBy('last_at', 'desc').orderBy('conversation').limit(limit).execute();
      return found.map(rowOf);
    },
    async find(merchant, conversation) {
      const found = await one(database, merchant, conversation).executeTakeFirst();
      return found && rowOf(found);
    },
    ...people(database),
  };
}

const people = (database: Database): Pick<BegunConversations, 'giveToPeople' | 'assign' | 'giveBack'> => ({
  async giveToPeople(merchant, conversation, people, as = { queue: people }) {
    const since = sql<number>`coalesce(people_since, ${databaseNow})`;
    await change(database, merchant, conversation)
      .set({ people, people_since: since, ...as })
      .execute();
  },
  async assign(merchant, conversation, agent) {
    const changed = await change(database, merchant, conversation)
      .where('people_since', 'is not', null)
      .set({ assignee: agent, people: sql<string | null>`coalesce(${agent}::text, queue, people)` })
      .executeTakeFirst();
    return changed.numUpdatedRows > 0n;
  },
  async giveBack(merchant, conversation) {
    const nobody = { people: null, people_since: null, queue: null, assignee: null };
    await change(database, merchant, conversation).set(nobody).execute();
  },
});

/** Those that come after a row of a list: of the same moment, those whose name is behind that row's. */
const older =
  (before: number, behind: string | undefined) => (is: ExpressionBuilder<Tables, 'conversations'>) =>
    behind === undefined
      ? is('last_at', '<', before)
      : is.or([
          is('last_at', '<', before),
          is.and([is('last_at', '=', before), is('conversation', '>', behind)]),
        ]);

/** All but the erased ones. */
const all = (database: Database, merchant: string) =>
  database
    .selectFrom('conversations')
    .select(['conversation', 'channel', 'begun_at', 'last_at', 'people_since', 'people', 'queue', 'assignee'])
    .where('merchant', '=', merchant)
    .where('erased_at', 'is', null);

const one = (database: Database, merchant: string, conversation: string) =>
  all(database, merchant).where('conversation', '=', conversation);

const change = (database: Database, merchant: string, conversation: string) =>
  database
    .updateTable('conversations')
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .where('erased_at', 'is', null);

interface Row {
  conversation: string;
  channel: string;
  begun_at: number;
  last_at: number;
  people_since: number | null;
  people: string | null;
  queue: string | null;
  assignee: string | null;
}

const rowOf = ({ conversation, channel, begun_at, last_at, people_since, ...row }: Row): ConversationRow => ({
  ...{ conversation, channel, begunAt: begun_at, lastAt: last_at },
  ...(people_since === null ? {} : { peopleSince: people_since }),
  ...(row.people === null || row.people === '' ? {} : { people: row.people }),
  ...(people_since === null || row.queue === null ? {} : { queue: row.queue }),
  ...(people_since === null || row.assignee === null ? {} : { assignee: row.assignee }),
});
