/** Effects rows; see `Effects`. */
import type { Insertable, Selectable } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import { closeReservation, holdsReservation } from './reservations.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import type { EffectChange, EffectId, EffectPlace, EffectRow, Effects, FoundEffect } from './store.js';

/** Effects in the database: each row changes under the lock of its name, even before it exists. */
export function effects(database: Database): Effects {
  return {
    find: (id) => findRow(database, id),
    change: (place, decide) =>
      database.transaction().execute(async (transaction) => {
        const { merchant, workflowId, step, visit } = place.id;
        await lockName(transaction, 'effect', merchant, workflowId, step, String(visit));
        const change = decide(await found(transaction, place));
        await write(transaction, place, change);
        return change.value;
      }),
    async named(merchant, connection, reference) {
      const rows = await database
        .selectFrom('effects')
        .selectAll()
        .where('merchant', '=', merchant)
        .where('connection', '=', connection)
        .where((is) => is.or([is('reference', '=', reference), is('key', '=', reference)]))
        .execute();
      return rows.map(rowOf);
    },
    async open(olderThanMs, limit) {
      const rows = await database
        .selectFrom('effects')
        .selectAll()
        .where('state', 'in', ['sending', 'accepted'])
        .where('first_sent_at', '<', (where) => where(databaseNow, '-', olderThanMs))
        .orderBy('first_sent_at')
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },
    count: () =>
      database
        .selectFrom('effects')
        .select(({ fn }) => [
          fn.countAll<number>().filterWhere('state', '=', 'unknown').as('unknown'),
          fn.countAll<number>().filterWhere('state', '=', 'accepted').as('accepted'),
          fn.countAll<number>().filterWhere('doubled', '=', true).as('doubled'),
        ])
        .where((is) => is.or([is('state', 'in', ['unknown', 'accepted']), is('doubled', '=', true)]))
        .executeTakeFirstOrThrow(),
  };
}

async function found(transaction: DatabaseTransaction, { id, holder }: EffectPlace): Promise<FoundEffect> {
  const row = await findRow(transaction, id);
  const held = await holdsReservation(transaction, holder);
  const stops = await transaction
    .selectFrom('stops')
    .select('scope')
    .where('merchant', '=', id.merchant)
    .execute();
  // Read the clock last, to minimize the time between it and the first byte sent.
  const { now } = await transaction.selectNoFrom(databaseNow.as('now')).executeTakeFirstOrThrow();
  return { row, held, now, stopped: stops.map(({ scope }) => scope) };
}

async function write(
  transaction: DatabaseTransaction,
  { id, holder }: EffectPlace,
  { row, reservation }: EffectChange<unknown>,
): Promise<void> {
  if (reservation !== undefined) await closeReservation(transaction, holder, reservation);
  if (row === undefined) return;
  if (row === 'deleted') {
    await transaction
      .deleteFrom('effects')
      .where((where) => where.and(keyOf(id)))
      .execute();
    return;
  }
  const columns = columnsOf(row);
  await transaction
    .insertInto('effects')
    .values(columns)
    .onConflict((conflict) =>
      conflict.columns(['merchant', 'workflow_id', 'step', 'visit']).doUpdateSet(columns),
    )
    .execute();
}

async function findRow(database: Database, id: EffectId): Promise<EffectRow | undefined> {
  const row = await database
    .selectFrom('effects')
    .selectAll()
    .where((where) => where.and(keyOf(id)))
    .executeTakeFirst();
  return row && rowOf(row);
}

function keyOf({ merchant, workflowId, step, visit }: EffectId) {
  return { merchant, workflow_id: workflowId, step, visit };
}

function columnsOf(row: EffectRow): Insertable<Tables['effects']> {
  const { key, operation, connection, effect, digest, state, sender, asked, doubled } = row;
  return {
    ...keyOf(row),
    ...{ key, operation, connection, effect, digest, state, sender, asked, doubled },
    send_by: row.sendBy,
    first_sent_at: row.firstSentAt,
    passed_gate: JSON.stringify(row.out),
    settled_by: row.settledBy ?? null,
    reference: row.reference ?? null,
    until: row.until ?? null,
    request: row.request === undefined ? null : JSON.stringify(row.request),
    answer: row.answer === undefined ? null : JSON.stringify(row.answer),
  };
}

function rowOf(row: Selectable<Tables['effects']>): EffectRow {
  const { merchant, step, visit, key, operation, connection, effect, digest, state, sender, asked, doubled } =
    row;
  return {
    ...{ merchant, workflowId: row.workflow_id, step, visit },
    ...{ key, operation, connection, effect, digest, state, sender, asked, doubled },
    sendBy: row.send_by,
    firstSentAt: row.first_sent_at,
    out: row.passed_gate,
    ...(row.settled_by === null ? {} : { settledBy: row.settled_by }),
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.until === null ? {} : { until: row.until }),
    ...(row.request === null ? {} : { request: row.request }),
    ...(row.answer === null ? {} : { answer: row.answer }),
  };
}
