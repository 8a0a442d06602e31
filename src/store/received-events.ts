/** Events of systems; see `ReceivedEvents`. */
import { type Selectable, sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { EventRow, ReceivedEvents } from './events.js';
import type { Database, Tables } from './schema.js';

/** Events in the database; one that is being taken up is one that is due again after its lease. */
export const receivedEvents = (database: Database): ReceivedEvents => ({
  claim: claimer(database),
  ...taking(database),
  ...finding(database),
});

type Finding = 'about' | 'list';

const taking = (database: Database): Omit<ReceivedEvents, Finding | 'claim'> => ({
  async keep(events) {
    if (events.length === 0) return 0;
    const kept = await database
      .insertInto('received_events')
      .values(
        events.map(({ merchant, connection, id, body }) => ({
          ...{ merchant, connection, event_id: id, body: JSON.stringify(body) },
          ...{ received_at: databaseNow, due_at: databaseNow, attempts: 0 },
        })),
      )
      .onConflict((conflict) => conflict.columns(['merchant', 'connection', 'event_id']).doNothing())
      .returning('id')
      .execute();
    return kept.length;
  },
  async read(number, reading) {
    const { kind = null, ref = null, outcome = null, fields } = reading ?? {};
    await database
      .updateTable('received_events')
      .set({ kind, ref, outcome, fields: fields === undefined ? null : JSON.stringify(fields) })
      .where('id', '=', number)
      .execute();
  },
  async taken(number) {
    await database.updateTable('received_events').set({ due_at: null }).where('id', '=', number).execute();
  },
  async later(number, inMs) {
    const due = sql<number>`${databaseNow} + ${inMs}::bigint`;
    await database.updateTable('received_events').set({ due_at: due }).where('id', '=', number).execute();
  },
  async replay(merchant, number) {
    const { numUpdatedRows } = await database
      .updateTable('received_events')
      .set({ due_at: databaseNow })
      .where('merchant', '=', merchant)
      .where('id', '=', number)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },
});

const claimer =
  (database: Database): ReceivedEvents['claim'] =>
  (limit, leaseMs, merchant) =>
    database.transaction().execute(async (transaction) => {
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
      return claimed.map(rowOf).sort((one, other) => one.number - other.number);
    });

const finding = (database: Database): Pick<ReceivedEvents, Finding> => ({
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
    return rows.map(rowOf);
  },
  async list(merchant, { limit, connection, kind, unread }) {
    let query = database.selectFrom('received_events').selectAll().where('merchant', '=', merchant);
    if (connection !== undefined) query = query.where('connection', '=', connection);
    if (kind !== undefined) query = query.where('kind', '=', kind);
    if (unread === true) query = query.where('kind', 'is', null);
    const rows = await query.orderBy('id', 'desc').limit(limit).execute();
    return rows.map(rowOf);
  },
});

function rowOf(row: Selectable<Tables['received_events']>): EventRow {
  const { id, merchant, connection, event_id, body, kind, ref, outcome, fields } = row;
  const told = outcome === null ? {} : { outcome };
  const reading =
    kind === null || ref === null ? {} : { reading: { kind, ref, ...told, fields: fields ?? {} } };
  return {
    ...{ number: id, merchant, connection, id: event_id, body, ...reading },
    ...{ receivedAt: row.received_at, attempts: row.attempts, isTaken: row.due_at === null },
  };
}
