/** The two things that all workers share through the database: its clock, and locks on names. */
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseTransaction } from './schema.js';

/** The database's clock in epoch milliseconds: workers' clocks differ. One function, so that a test can stand in for it. */
export const databaseNow: RawBuilder<number> = sql<number>`orderly_now()`;

/** Holds a name until the transaction ends; whoever locks several names does so in one order everywhere. */
export async function lockName(transaction: DatabaseTransaction, ...name: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(name)}, 0))`.execute(transaction);
}
