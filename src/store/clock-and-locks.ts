/** The two things that all workers share through the database: its clock, and locks on names. */
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from './schema.js';

/** The database's clock in epoch milliseconds: workers' clocks differ. One function, so that a test can stand in for it. */
export const databaseNow: RawBuilder<number> = sql<number>`orderly_now()`;

/** A process that stands still in the middle of a transaction loses it, and with it its locks, after this (ms). */
const STANDSTILL_MS = 10_000;

/** Holds a name until the transaction ends; whoever locks several names does so in one order everywhere. */
export async function lockName(transaction: DatabaseTransaction, ...name: readonly string[]): Promise<void> {
  const limit = sql`set_config('idle_in_transaction_session_timeout', ${String(STANDSTILL_MS)}, true)`;
  const lock = sql`pg_advisory_xact_lock(hashtextextended(${JSON.stringify(name)}, 0))`;
  await sql`select ${limit}, ${lock}`.execute(transaction);
}
