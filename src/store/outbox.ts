/** Replies and handovers in order; see `Outbox`. */
import { type Insertable, sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import { isErased, unlessErased } from './erased-conversations.js';
import { scopeOfConversation } from './key-scope.js';
import { awaitDelivery } from './reply-deliveries.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import { type Cells, type CellPlace, openJson } from './sealed-cells.js';
import type { Outbox, OutboxRow, ReplyPlace } from './store.js';

/** The outbox in the database; a conversation's rows are added sequentially, so positions have no gaps. */
export function outbox(database: Database, cells: Cells): Outbox {
  return {
    async add({ merchant, conversation, kind, body, key, notBefore = 0 }) {
      const place = placeOf({ merchant, conversation, key });
      const sealed = await unlessErased(cells.seal(JSON.stringify(body), place));
      if (sealed === undefined) return;
      const row = { merchant, conversation, kind, body: sealed, key, not_before: notBefore };
      await database.transaction().execute((transaction) => insert(transaction, row));
    },
    async read(merchant, conversation, after, now) {
      const rows = await database
        .selectFrom('outbox')
        .select(['id', 'merchant', 'conversation', 'position', 'kind', 'body', 'key'])
        .select(['not_before as notBefore', 'created_at as createdAt'])
        .where((where) => where.and({ merchant, conversation }))
        .where('position', '>', after)
        .orderBy('position')
        .execute();
      const held = rows.findIndex((row) => row.notBefore > now);
      return read(cells, held === -1 ? rows : rows.slice(0, held));
    },
    due: (places, now) => due(database, places, now),
    readable: (message) => readable(database, message),
    async sentTexts(merchant, conversation) {
      const rows = await database
        .selectFrom('outbox')
        .select(['merchant', 'conversation', 'key', 'body'])
        .where('merchant', '=', merchant)
        .where('conversation', '=', conversation)
        // Handovers and forwarded messages go to staff and quote the customer.
        .where('kind', 'in', ['reply', 'question'])
        .orderBy('position')
        .execute();
      const sent = await read(cells, rows);
      return sent.flatMap(({ body }) => [body.text, ...(body.labels ?? [])]);
    },
  };
}

/** Adds a row behind those of its conversation, unless its key is known or it has been erased, and has it delivered. */
async function insert(
  transaction: DatabaseTransaction,
  row: Omit<Insertable<Tables['outbox']>, 'position' | 'created_at'>,
): Promise<void> {
  const { merchant, conversation } = row;
  await lockName(transaction, 'conversation', merchant, conversation);
  if (await isErased(transaction, merchant, conversation)) return;
  const position = transaction
    .selectFrom('outbox')
    .select(sql<number>`coalesce(max(position), 0) + 1`.as('next'))
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation);
  const added = await transaction
    .with('touched', (touch) =>
      touch
        .updateTable('conversations')
        .set({ last_at: databaseNow })
        .where('merchant', '=', merchant)
        .where('conversation', '=', conversation),
    )
    .insertInto('outbox')
    .values({ ...row, position, created_at: databaseNow })
    .onConflict((conflict) => conflict.columns(['merchant', 'key']).doNothing())
    .returning('outbox.position')
    .executeTakeFirst();
  if (added !== undefined)
    await awaitDelivery(transaction, {
      merchant,
      conversation,
      position: added.position,
      notBefore: row.not_before,
    });
}

interface Sealed {
  merchant: string;
  conversation: string;
  key: string;
  body: Buffer;
}

const placeOf = ({ merchant, conversation, key }: Omit<Sealed, 'body'>): CellPlace => ({
  column: 'outbox.body',
  row: [key],
  scope: scopeOfConversation(merchant, conversation),
});

/** Rows with what they say, without those that have been forgotten. */
async function read<Row extends Sealed>(
  cells: Cells,
  rows: readonly Row[],
): Promise<(Omit<Row, 'key' | 'body'> & Pick<OutboxRow, 'body'>)[]> {
  const opened = await Promise.all(
    rows.map(async ({ key, body: cell, ...row }) => {
      const body = await openJson<OutboxRow['body']>(cells, cell, placeOf({ ...row, key }));
      return body && { ...row, body };
    }),
  );
  return opened.filter((row) => row !== undefined);
}

async function readable(
  database: Database,
  { merchant, conversation, messageId, keys }: Parameters<Outbox['readable']>[0],
): ReturnType<Outbox['readable']> {
  const kept = await database
    .selectFrom('messages')
    .select('seen')
    .where('merchant', '=', merchant)
    .where('conversation', '=', conversation)
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  const rows = await database
    .selectFrom('outbox')
    .select(['key', 'position'])
    .where('merchant', '=', merchant)
    .where('key', '=', sql<string>`any(${keys}::text[])`)
    .execute();
  const seen = kept?.seen;
  const positions = new Map(rows.map(({ key, position }) => [key, position]));
  return { ...(seen === undefined ? {} : { seen }), positions };
}

/** Looks up the next row of each place by its index, all in one statement. */
async function due(database: Database, places: readonly ReplyPlace[], now: number): Promise<number[]> {
  const found = await sql<{ index: number }>`
    select place.n - 1 as index
    from unnest(
      ${places.map(({ merchant }) => merchant)}::text[],
      ${places.map(({ conversation }) => conversation)}::text[],
      ${places.map(({ after }) => after)}::bigint[]
    ) with ordinality as place (merchant, conversation, after, n)
    where (
      select not_before from outbox
      where merchant = place.merchant and conversation = place.conversation and position > place.after
      order by position limit 1
    ) <= ${now}`.execute(database);
  return found.rows.map(({ index }) => index);
}
