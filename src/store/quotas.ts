/** What connections have used of their systems' quotas; see `Quotas`. */
import { databaseNow, lockName } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { Quotas } from './store.js';

/** Quotas in the database, counted by its clock. */
export function quotas(database: Database): Quotas {
  return {
    change: (connection, decide) =>
      database.transaction().execute(async (transaction) => {
        await lockName(transaction, 'quota', connection);
        const used = transaction.selectFrom('quotas').select('used').where('connection', '=', connection);
        const found = await transaction
          .selectNoFrom([databaseNow.as('now'), used.as('used')])
          .executeTakeFirstOrThrow();
        const { used: next, value } = decide({ now: found.now, used: found.used ?? undefined });
        if (next !== undefined) {
          const row = { used: JSON.stringify(next) };
          await transaction
            .insertInto('quotas')
            .values({ connection, ...row })
            .onConflict((conflict) => conflict.column('connection').doUpdateSet(row))
            .execute();
        }
        return value;
      }),
  };
}
