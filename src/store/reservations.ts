/** Reservations of subjects by writes; see `Reservations`. */
import { type Insertable, type JoinBuilder, type Selectable, sql } from 'kysely';
import { databaseNow, lockName } from './clock-and-locks.js';
import type { Database, DatabaseTransaction, Tables } from './schema.js';
import type {
  EffectChange,
  FoundReservations,
  Reservation,
  ReservationPlace,
  Reservations,
  ReservationState,
} from './store.js';

const OPEN: readonly ReservationState[] = ['reserved', 'kept'];

/** Reservations in the database. */
export function reservations(database: Database): Reservations {
  return {
    change: (place, decide) =>
      database.transaction().execute(async (transaction) => {
        const { row, value } = decide(await found(transaction, place));
        if (row !== undefined) await write(transaction, row);
        return value;
      }),
    async freeReturned({ merchant, workflowId, step, visit }) {
      await database
        .updateTable('reservations')
        .set({ state: 'freed' })
        .where('merchant', '=', merchant)
        .where('workflow_id', '=', workflowId)
        .where('step', '=', step)
        .where('visit', '=', visit)
        .where('state', '=', 'paid')
        .execute();
    },
    async idle(olderThanMs, limit) {
      const rows = await database
        .selectFrom('reservations')
        .leftJoin('effects', ofOneVisit)
        .selectAll('reservations')
        .where('reservations.state', '=', 'reserved')
        .where((is) => is.or([is('effects.key', 'is', null), is('effects.state', 'in', ['done', 'refused'])]))
        .where('reserved_at', '<', (where) => where(databaseNow, '-', olderThanMs))
        .orderBy('reserved_at')
        .limit(limit)
        .execute();
      return rows.map(rowOf);
    },
  };
}

/** Joins a write and its reservation: they are of the same visit of a step. */
export const ofOneVisit = (
  join: JoinBuilder<Tables, 'effects' | 'reservations'>,
): JoinBuilder<Tables, 'effects' | 'reservations'> =>
  join
    .onRef('effects.merchant', '=', 'reservations.merchant')
    .onRef('effects.workflow_id', '=', 'reservations.workflow_id')
    .onRef('effects.step', '=', 'reservations.step')
    .onRef('effects.visit', '=', 'reservations.visit');

/** Whether the holder's reservation is open. */
export async function holdsReservation(transaction: DatabaseTransaction, holder: string): Promise<boolean> {
  const open = await transaction
    .selectFrom('reservations')
    .select('key')
    .where('key', '=', holder)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return open !== undefined;
}

/** Frees, keeps or counts the holder's reservation; a paid one is never freed, but kept if paid twice. */
export async function closeReservation(
  transaction: DatabaseTransaction,
  holder: string,
  to: NonNullable<EffectChange<unknown>['reservation']>,
): Promise<void> {
  const amount = to.state === 'paid' ? { amount_minor: to.amount.minor, currency: to.amount.currency } : {};
  const close = transaction
    .updateTable('reservations')
    .set({ state: to.state, ...amount })
    .where('key', '=', holder);
  await (to.state === 'freed' ? close.where('state', '!=', 'paid') : close).execute();
}

async function found(
  transaction: DatabaseTransaction,
  { merchant, subject, key, spared }: ReservationPlace,
): Promise<FoundReservations> {
  // Always lock the subject first, then the bands, so that two calls cannot deadlock. Who shares a customer is known
  // only once all are read, so all of a merchant's bands are counted one after the other.
  await lockName(transaction, 'subject', merchant, subject);
  if (spared !== undefined) await lockName(transaction, 'bands', merchant);
  const rows = await transaction
    .selectFrom('reservations')
    .selectAll()
    .where('merchant', '=', merchant)
    .where('subject', '=', subject)
    .where('state', '!=', 'freed')
    .execute();
  const count = spared === undefined ? 0 : await countSpared(transaction, { merchant, key, spared });
  const { now } = await transaction.selectNoFrom(databaseNow.as('now')).executeTakeFirstOrThrow();
  const all = rows.map(rowOf);
  return {
    own: all.find((row) => row.key === key),
    others: all.filter((row) => row.key !== key),
    spared: count,
    now,
  };
}

async function countSpared(
  transaction: DatabaseTransaction,
  { merchant, key, spared }: Required<Pick<ReservationPlace, 'merchant' | 'key' | 'spared'>>,
): Promise<number> {
  const recent = sql`merchant = ${merchant} and reserved_at > ${databaseNow} - ${spared.ms}::bigint`;
  const { rows } = await sql<{ count: number }>`
    with recursive same (id) as (
      select unnest(${spared.customers}::text[])
      union
      select unnest(reservations.customers) from reservations, same
        where ${recent} and reservations.customers @> array[same.id])
    select count(*) as count from reservations
      where ${recent} and covered and state <> 'freed' and key <> ${key}
        and customers && array(select id from same)`.execute(transaction);
  return rows[0]?.count ?? 0;
}

async function write(transaction: DatabaseTransaction, row: Reservation): Promise<void> {
  const columns: Insertable<Tables['reservations']> = {
    ...{
      key: row.key,
      merchant: row.merchant,
      workflow_id: row.workflowId,
      step: row.step,
      visit: row.visit,
    },
    ...{ subject: row.subject, customers: [...row.customers], effect: row.effect, state: row.state },
    ...{ amount_minor: row.amount.minor, currency: row.amount.currency },
    ...{ covered: row.covered ?? null, reserved_at: row.reservedAt },
  };
  await transaction
    .insertInto('reservations')
    .values(columns)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
    .execute();
}

function rowOf(row: Selectable<Tables['reservations']>): Reservation {
  const { key, merchant, step, visit, subject, customers, effect, state } = row;
  return {
    ...{ key, merchant, workflowId: row.workflow_id, step, visit, subject, customers, effect, state },
    amount: { minor: row.amount_minor, currency: row.currency },
    ...(row.covered === null ? {} : { covered: row.covered }),
    reservedAt: row.reserved_at,
  };
}
