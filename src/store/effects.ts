/** Effects rows; see `Effects`. */
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Json } from '../contracts/json.js';
import { databaseNow, lockName } from './clock-and-locks.js';
import { closeReservation, holdsReservation } from './reservations.js';
import { scopeOfWorkflow } from './key-scope.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import type { CellKey, Cells } from './sealed-cells.js';
import type { EffectChange, EffectId, EffectPlace, EffectRow, Effects, FoundEffect } from './store.js';

/** Effects in the database: each row changes under the lock of its name, even before it exists. */
export function effects(database: Database, cells: Cells): Effects {
  return {
    find: async (id) => findRow(database, id, await keyOfRun(cells, id)),
    async change(place, decide) {
      const key = await keyOfRun(cells, place.id);
      return database.transaction().execute(async (transaction) => {
        const { merchant, workflowId, step, visit } = place.id;
        await lockName(transaction, 'effect', merchant, workflowId, step, String(visit));
        const change = decide(await found(transaction, place, key));
        await write(transaction, place, change, key);
        return change.value;
      });
    },
    async named(merchant, connection, reference) {
      const rows = await database
        .selectFrom('effects')
        .selectAll()
        .where('merchant', '=', merchant)
        .where('connection', '=', connection)
        .where((is) => is.or([is('reference', '=', reference), is('key', '=', reference)]))
        .execute();
      return opened(cells, rows);
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
      return opened(cells, rows);
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

/** The key of the conversation whose run it is. */
const keyOfRun = (cells: Cells, { workflowId }: Pick<EffectId, 'workflowId'>): Promise<CellKey> =>
  cells.keyOf(scopeOfWorkflow(workflowId));

async function found(
  transaction: DatabaseTransaction,
  { id, holder }: EffectPlace,
  key: CellKey,
): Promise<FoundEffect> {
  const row = await findRow(transaction, id, key);
  const held = await holdsReservation(transaction, holder);
  const stops = await transaction
    .selectFrom('stops')
    .select('scope')
    .where('merchant', '=', id.merchant)
    // What is being erased lets nothing out either.
    .unionAll(erased(transaction, id))
    .execute();
  // Read the clock last, to minimize the time between it and the first byte sent.
  const { now } = await transaction.selectNoFrom(databaseNow.as('now')).executeTakeFirstOrThrow();
  return { row, held, now, stopped: stops.map(({ scope }) => scope) };
}

const erased = (transaction: DatabaseTransaction, { merchant, workflowId }: EffectId) =>
  transaction
    .selectFrom('conversations')
    .select(sql.lit('writes').as('scope'))
    .where('merchant', '=', merchant)
    .where('conversation', '=', workflowId.split('/', 2)[1] ?? '')
    .where('erased_at', 'is not', null);

async function write(
  transaction: DatabaseTransaction,
  { id, holder }: EffectPlace,
  { row, reservation }: EffectChange<unknown>,
  key: CellKey,
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
  const columns = columnsOf(row, key);
  await transaction
    .insertInto('effects')
    .values(columns)
    .onConflict((conflict) =>
      conflict.columns(['merchant', 'workflow_id', 'step', 'visit']).doUpdateSet(columns),
    )
    .execute();
}

async function findRow(database: Database, id: EffectId, key: CellKey): Promise<EffectRow | undefined> {
  const row = await database
    .selectFrom('effects')
    .selectAll()
    .where((where) => where.and(keyOf(id)))
    .executeTakeFirst();
  return row && rowOf(row, key);
}

function keyOf({ merchant, workflowId, step, visit }: EffectId) {
  return { merchant, workflow_id: workflowId, step, visit };
}

function columnsOf(row: EffectRow, cellKey: CellKey): Insertable<Tables['effects']> {
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
    request: row.request === undefined ? null : cellKey.seal(JSON.stringify(row.request), at(row, 'request')),
    answer: row.answer === undefined ? null : cellKey.seal(JSON.stringify(row.answer), at(row, 'answer')),
  };
}

const at = ({ workflowId, step, visit }: EffectId, column: 'request' | 'answer') => ({
  column: `effects.${column}` as const,
  row: [workflowId, step, visit],
});

const opened = (cells: Cells, rows: readonly Selectable<Tables['effects']>[]): Promise<EffectRow[]> =>
  Promise.all(
    rows.map(async (row) => rowOf(row, await keyOfRun(cells, { ...row, workflowId: row.workflow_id }))),
  );

function rowOf(row: Selectable<Tables['effects']>, cellKey: CellKey): EffectRow {
  const { merchant, step, visit, key, operation, connection, effect, digest, state, sender, asked, doubled } =
    row;
  const id = { merchant, workflowId: row.workflow_id, step, visit };
  const open = (cell: Buffer | null, column: 'request' | 'answer'): Json | undefined => {
    const text = cell === null ? undefined : cellKey.open(cell, at(id, column));
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  };
  const [request, answer] = [open(row.request, 'request'), open(row.answer, 'answer')];
  return {
    ...id,
    ...{ key, operation, connection, effect, digest, state, sender, asked, doubled },
    sendBy: row.send_by,
    firstSentAt: row.first_sent_at,
    out: row.passed_gate,
    ...(row.settled_by === null ? {} : { settledBy: row.settled_by }),
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.until === null ? {} : { until: row.until }),
    ...(request === undefined ? {} : { request }),
    ...(answer === undefined ? {} : { answer }),
  };
}
