/** Messages' texts; see `Messages`. */
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { Positions } from '../contracts/activities.js';
import type { CustomerClaim } from '../contracts/customer.js';
import { databaseNow } from './clock-and-locks.js';
import { scopeOfConversation } from './key-scope.js';
import type { Database, Tables } from './schema.js';
import { type Cells, type CellPlace, openJson } from './sealed-cells.js';
import type { Messages, StoredMessage } from './store.js';

/** The messages in the database; rows are added and read, never changed. */
export const messages = (database: Database, cells: Cells): Messages => ({
  async add({ merchant, conversation, messageId, seq, text, sentAt, ...rest }) {
    const { language = null, startedBy = null, customer } = rest;
    const id = { merchant, conversation, message_id: messageId };
    const row = { ...id, seq, text: await cells.seal(text, placeOf(id, 'text')), sent_at: sentAt, language };
    const claim = customer && (await cells.seal(JSON.stringify(customer), placeOf(id, 'customer')));
    const added = await database
      .with('begun', (begin) =>
        begin
          .insertInto('conversations')
          .values({ merchant, conversation, channel: '', begun_at: databaseNow })
          .onConflict((conflict) => conflict.doNothing()),
      )
      .insertInto('messages')
      .values({
        ...row,
        started_by: startedBy,
        customer: claim ?? null,
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
  ...reading(database, cells),
});

const reading = (database: Database, cells: Cells): Omit<Messages, 'add'> => ({
  async get(merchant, conversation, ids) {
    if (ids.length === 0) return [];
    const rows = await select(database, merchant, conversation).where('message_id', 'in', ids).execute();
    const indexOf = (row: Row): number => ids.indexOf(row.message_id);
    return read(
      cells,
      rows.sort((a, b) => indexOf(a) - indexOf(b)),
    );
  },
  async list(merchant, conversation, limit) {
    const rows = await select(database, merchant, conversation)
      .select('received_at')
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute();
    const receivedAt = new Map(rows.map((row) => [row.message_id, row.received_at]));
    const listed = await read(cells, rows.reverse());
    return listed.map((row) => ({ ...row, receivedAt: receivedAt.get(row.messageId) ?? 0 }));
  },
  async notPassedOn({ merchant, conversation, positions, keyPrefix, limit }) {
    if (positions.length === 0) return [];
    const rows = await select(database, merchant, conversation)
      .where((where) => where.or(positions.map((range) => within(where, range))))
      .where((where) => where.not(where.exists(passedOn(where, merchant, keyPrefix))))
      .orderBy('seq')
      .limit(limit)
      .execute();
    return read(cells, rows);
  },
});

const select = (database: Database, merchant: string, conversation: string) =>
  database
    .selectFrom('messages')
    .select(['merchant', 'conversation', 'message_id', 'seq', 'text', 'sent_at', 'language', 'started_by'])
    .select('customer')
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

type Row = Omit<Selectable<Tables['messages']>, 'received_at'>;
type Id = Pick<Row, 'merchant' | 'conversation' | 'message_id'>;

const placeOf = ({ merchant, conversation, message_id }: Id, column: 'text' | 'customer'): CellPlace => ({
  column: `messages.${column}`,
  row: [message_id],
  scope: scopeOfConversation(merchant, conversation),
});

/** Rows as callers read them, without those that have been forgotten. */
async function read(cells: Cells, rows: readonly Row[]): Promise<StoredMessage[]> {
  const opened = await Promise.all(rows.map((row) => message(cells, row)));
  return opened.filter((row) => row !== undefined);
}

async function message(cells: Cells, row: Row): Promise<StoredMessage | undefined> {
  const { message_id, seq, sent_at, language, started_by } = row;
  const text = await cells.open(row.text, placeOf(row, 'text'));
  if (text === undefined) return undefined;
  const customer =
    row.customer === null
      ? undefined
      : await openJson<CustomerClaim>(cells, row.customer, placeOf(row, 'customer'));
  return {
    ...{ messageId: message_id, seq, text, sentAt: sent_at },
    ...(language === null ? {} : { language }),
    ...(started_by === null ? {} : { startedBy: started_by }),
    ...(customer === undefined ? {} : { customer }),
  };
}
