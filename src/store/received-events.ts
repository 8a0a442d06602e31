/** Events of systems; see `ReceivedEvents`. */
import { type Selectable, sql } from 'kysely';
import type { JsonObject } from '../contracts/json.js';
import { databaseNow } from './clock-and-locks.js';
import type { ClaimedEvent, EventRow, ReceivedEvents } from './events.js';
import type { Database, Tables } from './schema.js';
import { type Cells, type CellPlace, openJson } from './sealed-cells.js';

/** Events in the database; one that is being taken up is one that is due again after its lease. */
export const receivedEvents = (database: Database, cells: Cells): ReceivedEvents => ({
  claim: claimer(database),
  ...taking(database, cells),
  ...replaying(database),
  ...finding(database, cells),
  ...scheduling(database),
});

type Finding = 'nextDue' | 'about' | 'findReceived' | 'list';

type Due = 'taken' | 'again' | 'later';

const taking = (
  database: Database,
  cells: Cells,
): Omit<ReceivedEvents, Finding | Due | 'claim' | 'replay'> => ({
  async keep(events) {
    if (events.length === 0) return 0;
    const rows = events.map(async (event) => ({
      ...{ merchant: event.merchant, connection: event.connection, event_id: event.id },
      ...{ received_at: databaseNow, due_at: databaseNow, attempts: 0 },
      body: await cells.seal(JSON.stringify(event.body), placeOf(event, 'body')),
    }));
    const kept = await database
      .insertInto('received_events')
      .values(await Promise.all(rows))
      .onConflict((conflict) => conflict.columns(['merchant', 'connection', 'event_id']).doNothing())
      .returning('id')
      .execute();
    return kept.length;
  },
  async body(event) {
    const { body } = await database
      .selectFrom('received_events')
      .select('body')
      .where('id', '=', event.number)
      .executeTakeFirstOrThrow();
    // What has been forgotten tells nothing any more.
    return (await openJson<JsonObject>(cells, body, placeOf(event, 'body'))) ?? {};
  },
  async read({ number, ...event }, reading) {
    const { kind = null, ref = null, outcome = null, fields: given } = reading ?? {};
    const fields = given && (await cells.seal(JSON.stringify(given), placeOf(event, 'fields')));
    await database
      .updateTable('received_events')
      .set({ kind, ref, outcome, fields: fields ?? null })
      .where('id', '=', number)
      .execute();
  },
  async empty({ number, ...event }) {
    const body = await cells.seal('{}', placeOf(event, 'body'));
    await database
      .updateTable('received_events')
      .set({ body, fields: null })
      .where('id', '=', number)
      .execute();
  },
});

const scheduling = (database: Database): Pick<ReceivedEvents, Due> => ({
  async taken({ number, attempts }) {
    await database
      .updateTable('received_events')
      .set({ due_at: null })
      .where('id', '=', number)
      .where('attempts', '=', attempts)
      .execute();
  },
  async again(merchant, numbers) {
    await database
      .updateTable('received_events')
      .set({ due_at: databaseNow, attempts: sql<number>`attempts + 1` })
      .where('merchant', '=', merchant)
      .where('id', 'in', numbers)
      .execute();
  },
  async later(number, inMs) {
    const dueAt = sql<number>`${databaseNow} + ${inMs}::bigint`;
    await database.updateTable('received_events').set({ due_at: dueAt }).where('id', '=', number).execute();
  },
});

const replaying = (database: Database): Pick<ReceivedEvents, 'replay'> => ({
  async replay(merchant, number) {
    const { numUpdatedRows } = await database
      .updateTable('received_events')
      // One that was taken begins anew: no earlier try has left anything undone.
      .set({
        due_at: databaseNow,
        attempts: sql<number>`case when due_at is null then 0 else attempts end`,
      })
      .where('merchant', '=', merchant)
      .where('id', '=', number)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },
});

const claimer =
  (database: Database): ReceivedEvents['claim'] =>
  async (limit, leaseMs, merchant) => {
    const claimed = await database.transaction().execute(async (transaction) => {
      let query = transaction.selectFrom('received_events').select('id').where('due_at', '<=', databaseNow);
      if (merchant !== undefined) query = query.where('merchant', '=', merchant);
      const due = await query.orderBy('id').limit(limit).forUpdate().skipLocked().execute();
      if (due.length === 0) return [];
      const ids = due.map(({ id }) => id);
      const claimed = await transaction
        .updateTable('received_events')
        .set({
          due_at: sql<number>`${databaseNow} + ${leaseMs}::bigint`,
          attempts: sql<number>`attempts + 1`,
        })
        .where('id', 'in', ids)
        .returningAll()
        .execute();
      return claimed;
    });
    return claimed.map(placedOf).sort((one, other) => one.number - other.number);
  };

const finding = (database: Database, cells: Cells): Pick<ReceivedEvents, Finding> => ({
  async nextDue(merchant) {
    let query = database
      .selectFrom('received_events')
      .select(({ fn }) => [fn.min('due_at').as('due'), databaseNow.as('now')])
      .where('due_at', 'is not', null);
    if (merchant !== undefined) query = query.where('merchant', '=', merchant);
    const { due, now } = await query.executeTakeFirstOrThrow();
    return due === null ? undefined : Math.max(0, due - now);
  },
  async about(merchant, connection, refs) {
    if (refs.length === 0) return [];
    const rows = await database
      .selectFrom('received_events')
      .selectAll()
      .where('merchant', '=', merchant)
      .where('connection', '=', connection)
      .where('ref', 'in', refs)
      .orderBy('id')
      .execute();
    return Promise.all(rows.map((row) => rowOf(row, cells)));
  },
  async findReceived({ merchant, kind, ref }, since, after = 0) {
    const row = await database
      .selectFrom('received_events')
      .selectAll()
      .where('merchant', '=', merchant)
      .where('ref', '=', ref)
      .where('kind', '=', kind)
      .where('received_at', '>=', since)
      .where('id', '>', after)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    return row && rowOf(row, cells);
  },
  async list(merchant, { limit, connection, kind, unread, left }) {
    let query = database.selectFrom('received_events').selectAll().where('merchant', '=', merchant);
    if (connection !== undefined) query = query.where('connection', '=', connection);
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (unread === true) query = query.where('kind', 'is', null);
    if (left === true)
      query = query.where('kind', '=', message).where('due_at', 'is', null).where('fields', 'is not', null);
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return Promise.all(rows.map((row) => rowOf(row, cells)));
  },
});

/** What is taken in of these is emptied. */
const message = 'channel.message';

/** Whose record it is about is not known when it is kept. */
const placeOf = (
  { merchant, connection, id }: Pick<EventRow, 'merchant' | 'connection' | 'id'>,
  column: 'body' | 'fields',
): CellPlace => ({
  ...{ column: `received_events.${column}`, row: [connection, id] },
  scope: { kind: 'intake', merchant },
});

function placedOf(row: Selectable<Tables['received_events']>): ClaimedEvent {
  const { id: number, merchant, connection, event_id: id, received_at: receivedAt, attempts } = row;
  return { number, merchant, connection, id, receivedAt, attempts, isTaken: row.due_at === null };
}

async function rowOf(row: Selectable<Tables['received_events']>, cells: Cells): Promise<EventRow> {
  const { kind, ref, outcome } = row;
  const event = placedOf(row);
  const open = async (column: 'body' | 'fields'): Promise<JsonObject> => {
    const cell = row[column];
    return (cell && (await openJson<JsonObject>(cells, cell, placeOf(event, column)))) ?? {};
  };
  const [body, fields] = await Promise.all([open('body'), open('fields')]);
  const given = outcome === null ? {} : { outcome };
  return {
    ...{ ...event, body },
    ...(event.isTaken && kind === message && row.fields !== null ? { isLeft: true } : {}),
    ...(kind === null || ref === null ? {} : { reading: { kind, ref, ...given, fields } }),
  };
}
