/** Messages' texts; see `Messages`. */
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { Positions } from '../contracts/activities.js';
import { databaseNow } from './clock-and-locks.js';
import type { Database, Tables } from './schema.js';
import type { Messages, StoredMessage } from './store.js';

/** The messages in the database; rows are added and read, never changed. */
export const messages = (database: Database): Messages => ({
  async add({ merchant, conversation, messageId, seq, text, sentAt, ...rest }) {
    const { language = null, startedBy = null, customer } = rest;
    const row = { merchant, conversation, message_id: messageId, seq, text, sent_at: sentAt, language };
    const added = await database
      .with('begun', (begin) =>
        begin
          .insertInto('conversations')
          .values({ merchant, conversation, channel: '', begun_at: databaseNow, last_at: databaseNow })
          .onConflict((conflict) =>
            conflict.columns(['merchant', 'conversation']).doUpdateSet({ last_at: databaseNow }),
          ),
      )
      .insertInto('messages')
      .values({
        ...row,
        started_by: startedBy,
        customer: customer === undefined ? null : JSON.stringify(customer),
        received_at: databaseNow,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('seq')
      .executeTakeFirst();
    if (added !== undefined) return { seq: added.seq, isNew: true };
    const kept = await select(database, merchant, conversation)
      .where('message_id', '=', messageId)
      .executeTakeFirst();
    return kept && { seq: kept.seq, isNew: false };
  },
  ...reading(database),
});

const reading = (database: Database): Omit<Messages, 'add'> => ({
  async get(merchant, conversation, ids) {
    if (ids.length === 0) return [];
    const rows = await select(database, merchant, conversation).where('message_id', 'in', ids).execute();
    const placeOf = (row: Row): number => ids.indexOf(row.message_id);
    return rows.sort((a, b) => placeOf(a) - placeOf(b)).map(message);
  },
  async list(merchant, conversation, limit) {
    const rows = await select(database, merchant, conversation)
      .select('received_at')
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    return rows.reverse().map((row) => ({ ...message(row), receivedAt: row.received_at }));
  },
  async notPassedOn({ merchant, conversation, positions, keyPrefix, limit }) {
    if (positions.length === 0) return [];
    const rows = await select(database, merchant, conversation)
      .where((where) => where.or(positions.map((range) => within(where, range))))
      .where((where) => where.not(where.exists(passedOn(where, merchant, keyPrefix))))
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(message);
  },
});

const select = (database: Database, merchant: string, conversation: string) =>
  database
    .selectFrom('messages')
    .select(['message_id', 'seq', 'text', 'sent_at', 'language', 'started_by', 'customer'])
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation);

/** The outbox's row for a message that was passed on. */
const passedOn = (where: ExpressionBuilder<Tables, 'messages'>, merchant: string, keyPrefix: string) =>
  where
    .selectFrom('outbox')
    .select('outbox.id')
    .where('outbox.merchant', '=', merchant)
    .where('outbox.key', '=', sql<string>`${keyPrefix} || messages.message_id`);

function within(where: ExpressionBuilder<Tables, 'messages'>, { from, to }: Positions[number]) {
  const after = where('seq', '>=', from);
  return to === undefined ? after : where.and([after, where('seq', '<=', to)]);
}

type Row = Omit<Selectable<Tables['messages']>, 'merchant' | 'conversation' | 'received_at'>;

const message = ({ message_id, seq, text, sent_at, language, started_by, customer }: Row): StoredMessage => ({
  ...{ messageId: message_id, seq, text, sentAt: sent_at },
  ...(language === null ? {} : { language }),
  ...(started_by === null ? {} : { startedBy: started_by }),
  ...(customer === null ? {} : { customer }),
});
