/** Messages' texts; see `Messages`. */
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { Positions } from '../contracts/activities.js';
import type { CustomerClaim } from '../contracts/customer.js';
import type { CustomerMessage, MailParts } from '../contracts/workflow-messages.js';
import { databaseNow, lockName } from './clock-and-locks.js';
import { unlessErased } from './erased-conversations.js';
import { scopeOfConversation } from './key-scope.js';
import type { Database, Tables } from './schema.js';
import { type Cells, type CellPlace, openJson } from './sealed-cells.js';
import type { Messages, StoredMessage } from './store.js';

/** The messages in the database; rows are added and read, never changed. */
export const messages = (database: Database, cells: Cells): Messages => ({
  async add(given, hashes = []) {
    const row = await unlessErased(rowOf(cells, given));
    return row === undefined ? 'erased' : keep(database, row, hashes);
  },
  async append(given, hashes) {
    const row = await unlessErased(rowOf(cells, { ...given, seq: 0 }));
    if (row === undefined) return 'erased';
    const { merchant, conversation } = given;
    return database.transaction().execute(async (transaction) => {
      await lockName(transaction, 'conversation', merchant, conversation);
      const kept = await keep(transaction, { ...row, seq: await nextSeq(transaction, row) }, hashes);
      // Whoever counts has taken the position without our lock: the event is taken up again.
      if (kept === undefined) throw new Error('position_taken');
      return kept;
    });
  },
  ...reading(database, cells),
});

/** Keeps a row unless its id is known; undefined if its position belongs to another one. */
async function keep(
  database: Database,
  row: Row,
  hashes: readonly string[],
): Promise<{ seq: number; isNew: boolean } | 'erased' | undefined> {
  const { merchant, conversation, message_id } = row;
  const added = await insert(database, row, hashes);
  const kept =
    added ??
    (await select(database, merchant, conversation)
      .select(erasedAt)
      .where('message_id', '=', message_id)
      .executeTakeFirst());
  // What came in the moment of closing goes with the conversation.
  if (kept?.erased_at != null) {
    await database
      .deleteFrom('messages')
      .where((is) => is.and({ merchant, conversation, message_id }))
      .execute();
    return 'erased';
  }
  return kept && { seq: kept.seq, isNew: added !== undefined };
}

async function nextSeq(database: Database, { merchant, conversation }: Row): Promise<number> {
  const found = await database
    .selectFrom('messages')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .executeTakeFirst();
  return (found?.last ?? 0) + 1;
}

async function rowOf(
  cells: Cells,
  { merchant, conversation, messageId, ...given }: CustomerMessage,
): Promise<Row> {
  const { seq, sentAt, language = null, startedBy = null, customer } = given;
  const { subject, attachments, ticket, requester, aside } = given;
  const mail = { subject, attachments, ticket, requester, aside };
  const id = { merchant, conversation, message_id: messageId };
  return {
    ...{ ...id, seq, sent_at: sentAt, language, started_by: startedBy },
    text: await cells.seal(given.text, placeOf(id, 'text')),
    customer:
      customer === undefined ? null : await cells.seal(JSON.stringify(customer), placeOf(id, 'customer')),
    mail: Object.values(mail).every((part) => part === undefined)
      ? null
      : await cells.seal(JSON.stringify(mail), placeOf(id, 'mail')),
  };
}

/** One statement: the message, that its conversation has begun, and whose it may be; undefined if a row is in its place. */
function insert(database: Database, row: Row, hashes: readonly string[]) {
  const { merchant, conversation } = row;
  return database
    .with('begun', (begin) =>
      begin
        .insertInto('conversations')
        .values({
          ...{ merchant, conversation, channel: '', erased_at: null },
          ...{ begun_at: databaseNow, last_at: databaseNow },
        })
        .onConflict((conflict) =>
          conflict.columns(['merchant', 'conversation']).doUpdateSet({ last_at: databaseNow }),
        ),
    )
    .with('noted', (note) =>
      note
        .insertInto('customer_hashes')
        .expression(
          note
            .selectNoFrom([
              sql<string>`${merchant}::text`.as('merchant'),
              sql<string>`${conversation}::text`.as('conversation'),
              sql<string>`unnest(${hashes}::text[])`.as('hash'),
            ])
            // What has been erased is not found again.
            .where((is) => is.not(is.exists(erased(note, row)))),
        )
        .onConflict((conflict) => conflict.doNothing()),
    )
    .insertInto('messages')
    .values((values) => ({ ...row, received_at: databaseNow, seen: lastReadable(values, row) }))
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .returning(erasedAt)
    .executeTakeFirst();
}

/** The position up to which the outbox can be read now: a row that is held back holds those after it. */
function lastReadable(values: ExpressionBuilder<Tables, 'messages'>, { merchant, conversation }: Row) {
  const rows = values
    .selectFrom('outbox')
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation);
  const held = rows
    .where('not_before', '>', databaseNow)
    .select(({ fn }) => sql<number>`${fn.min('position')} - 1`.as('last'));
  const all = rows.select(({ fn }) => fn.max('position').as('last'));
  return sql<number>`coalesce(${held}, ${all}, 0)`;
}

const reading = (database: Database, cells: Cells): Omit<Messages, 'add' | 'append'> => ({
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

const erased = (from: Pick<Database, 'selectFrom'>, { merchant, conversation }: Row) =>
  from
    .selectFrom('conversations')
    .select('channel')
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .where('erased_at', 'is not', null);

/** When the conversation of the message was erased. */
const erasedAt = (from: ExpressionBuilder<Tables, 'messages'>) =>
  from
    .selectFrom('conversations')
    .select('erased_at')
    .whereRef('conversations.merchant', '=', 'messages.merchant')
    .whereRef('conversations.conversation', '=', 'messages.conversation')
    .as('erased_at');

const select = (database: Database, merchant: string, conversation: string) =>
  database
    .selectFrom('messages')
    .select(['merchant', 'conversation', 'message_id', 'seq', 'text', 'sent_at', 'language', 'started_by'])
    .select(['customer', 'mail'])
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

type Row = Omit<Selectable<Tables['messages']>, 'received_at' | 'seen'>;
type Id = Pick<Row, 'merchant' | 'conversation' | 'message_id'>;

const placeOf = (
  { merchant, conversation, message_id }: Id,
  column: 'text' | 'customer' | 'mail',
): CellPlace => ({
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
  const mail =
    row.mail === null ? undefined : await openJson<MailParts>(cells, row.mail, placeOf(row, 'mail'));
  return {
    ...{ messageId: message_id, seq, text, ...mail, sentAt: sent_at },
    ...(language === null ? {} : { language }),
    ...(started_by === null ? {} : { startedBy: started_by }),
    ...(customer === undefined ? {} : { customer }),
  };
}
