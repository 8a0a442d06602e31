/** What all workers share through the database: its clock, and named locks. */
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from './schema.js';

/** The database's clock, epoch ms, as workers' clocks differ; a function, so that tests can replace it. */
export const databaseNow: RawBuilder<number> = sql<number>`orderly_now()`;

/** A process that has not been seen since (epoch ms) is taken for dead. */
export const silentSince = sql<number>`${databaseNow} - 60000::bigint`;

/** After this long (ms), a process stalled in a transaction loses it, and with it its locks. */
const STANDSTILL_MS = 10_000;

/** Locks a name until the transaction ends; several names must be locked in the same order everywhere. */
export const lockName = (transaction: DatabaseTransaction, ...name: readonly string[]): Promise<void> =>
  lockNames(transaction, [name]);

/** Locks names in their order. */
export async function lockNames(
  transaction: DatabaseTransaction,
  names: readonly (readonly string[])[],
): Promise<void> {
  const limit = sql`set_config('idle_in_transaction_session_timeout', ${String(STANDSTILL_MS)}, true)`;
  const locks = names.map((name) => sql`pg_advisory_xact_lock(hashtextextended(${JSON.stringify(name)}, 0))`);
  await sql`select ${sql.join([limit, ...locks])}`.execute(transaction);
}
