/** Effects rows; see `Effects`. */
import { type Insertable, type Selectable, sql } from 'kysely';
import type { Json } from '../contracts/json.js';
import { databaseNow, lockName } from './clock-and-locks.js';
import { unlessErased } from './erased-conversations.js';
import { closeReservation, holdsReservation } from './reservations.js';
import { scopeOfWorkflow } from './key-scope.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import type { CellKey, CellPlace, Cells } from './sealed-cells.js';
import type { EffectChange, EffectId, EffectPlace, EffectRecord, Effects, FoundEffect } from './store.js';

/** Effects in the database: each row changes under the lock of its name, even before it exists. */
export function effects(database: Database, cells: Cells): Effects {
  const open: Open = (cell, place) => cells.open(cell, place);
  return {
    find: (id) => findRow(database, id, open),
    async change(place, decide) {
      const key = await keyOfRun(cells, place.id);
      return database.transaction().execute(async (transaction) => {
        await lockEffect(transaction, place.id);
        const change = decide(await found(transaction, place, key));
        await write(transaction, place, change, key);
        return change.value;
      });
    },
    ...finding(database, open),
    open: (olderThanMs, limit) =>
      database
        .selectFrom('effects')
        .select(['merchant', 'workflow_id as workflowId', 'step', 'visit', 'first_sent_at as firstSentAt'])
        .where('state', 'in', ['sending', 'accepted'])
        .where('first_sent_at', '<', (where) => where(databaseNow, '-', olderThanMs))
        .orderBy('first_sent_at')
        .limit(limit)
        .execute(),
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

const finding = (database: Database, open: Open): Pick<Effects, 'named' | 'last'> => ({
  async named(merchant, connection, reference) {
    const rows = await database
      .selectFrom('effects')
      .selectAll()
      .where('merchant', '=', merchant)
      .where('connection', '=', connection)
      .where((is) => is.or([is('reference', '=', reference), is('key', '=', reference)]))
      .execute();
    return Promise.all(rows.map((row) => rowOf(row, open)));
  },
  async last(merchant, operation, { limit, reference }) {
    const rows = await database
      .selectFrom('effects')
      .selectAll()
      .where('merchant', '=', merchant)
      .where('operation', '=', operation)
      .where('reference', reference === undefined ? 'is not' : '=', reference ?? null)
      .orderBy('first_sent_at', 'desc')
      .limit(limit)
      .execute();
    return Promise.all(rows.map((row) => rowOf(row, open)));
  },
});

/** The key of the conversation whose run it is; once that has been erased there is none, and only what proves the write is kept. */
const keyOfRun = (cells: Cells, { workflowId }: EffectId): Promise<CellKey | undefined> =>
  unlessErased(cells.keyOf(scopeOfWorkflow(workflowId)));

type Opened = string | undefined;
type Open = (cell: Buffer, place: CellPlace) => Opened | Promise<Opened>;

async function found(
  transaction: DatabaseTransaction,
  { id, holder }: EffectPlace,
  key: CellKey | undefined,
): Promise<FoundEffect> {
  const row = await findRow(transaction, id, (cell, place) => key?.open(cell, place));
  const held = await holdsReservation(transaction, holder);
  const pauses = await transaction
    .selectFrom('pauses')
    .select('scope')
    .where('merchant', '=', id.merchant)
    // What is being erased lets nothing out either.
    .unionAll(erased(transaction, id))
    .execute();
  // Read the clock last, to minimize the time between it and the first byte sent.
  const { now } = await transaction.selectNoFrom(databaseNow.as('now')).executeTakeFirstOrThrow();
  return { row, held, now, paused: pauses.map(({ scope }) => scope) };
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
  key: CellKey | undefined,
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

async function findRow(database: Database, id: EffectId, open: Open): Promise<EffectRecord | undefined> {
  const row = await database
    .selectFrom('effects')
    .selectAll()
    .where((where) => where.and(keyOf(id)))
    .executeTakeFirst();
  return row && rowOf(row, open);
}

/** A row's key, as its columns. */
export const keyOf = ({ merchant, workflowId, step, visit }: EffectId) => ({
  ...{ merchant, workflow_id: workflowId, step, visit },
});

/** Locks a row until the transaction ends, even before it exists. */
export const lockEffect = (
  transaction: DatabaseTransaction,
  { merchant, workflowId, step, visit }: EffectId,
): Promise<void> => lockName(transaction, 'effect', merchant, workflowId, step, String(visit));

function columnsOf(row: EffectRecord, cellKey: CellKey | undefined): Insertable<Tables['effects']> {
  const sealed = (column: 'request' | 'answer'): Buffer | null =>
    row[column] === undefined
      ? null
      : (cellKey?.seal(JSON.stringify(row[column]), effectCell(row, column)) ?? null);
  const { key, operation, connection, effect, digest, state, sender, asked, doubled } = row;
  return {
    ...keyOf(row),
    ...{ key, operation, connection, effect, digest, state, sender, asked, doubled },
    send_by: row.sendBy,
    first_sent_at: row.firstSentAt,
    passed_gate: JSON.stringify(row.out),
    unclear: row.unclear ?? false,
    settled_by: row.settledBy ?? null,
    reference: row.reference ?? null,
    http_status: row.httpStatus ?? null,
    until: row.until ?? null,
    request: sealed('request'),
    answer: sealed('answer'),
  };
}

/** Where a sealed column of a row stands. */
export const effectCell = (
  { workflowId, step, visit }: Pick<EffectId, 'workflowId' | 'step' | 'visit'>,
  column: 'request' | 'answer',
): CellPlace => ({
  ...{ column: `effects.${column}`, row: [workflowId, step, visit] },
  scope: scopeOfWorkflow(workflowId),
});

async function rowOf(row: Selectable<Tables['effects']>, openCell: Open): Promise<EffectRecord> {
  const { merchant, step, visit, key, operation, connection, effect, digest, state, sender, asked, doubled } =
    row;
  const id = { merchant, workflowId: row.workflow_id, step, visit };
  const open = async (cell: Buffer | null, column: 'request' | 'answer'): Promise<Json | undefined> => {
    const text = cell === null ? undefined : await openCell(cell, effectCell(id, column));
    return text === undefined ? undefined : (JSON.parse(text) as Json);
  };
  const [request, answer] = [await open(row.request, 'request'), await open(row.answer, 'answer')];
  return {
    ...id,
    ...{ key, operation, connection, effect, digest, state, sender, asked, doubled },
    sendBy: row.send_by,
    firstSentAt: row.first_sent_at,
    out: row.passed_gate,
    ...(row.unclear ? { unclear: true } : {}),
    ...(row.settled_by === null ? {} : { settledBy: row.settled_by }),
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.http_status === null ? {} : { httpStatus: row.http_status }),
    ...(row.until === null ? {} : { until: row.until }),
    ...(request === undefined ? {} : { request }),
    ...(answer === undefined ? {} : { answer }),
  };
}
