/** Tokens of connections and the leases for refreshing them; see `Tokens`. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { Tokens } from './store.js';

/** Tokens in the database. Leases use the database's clock and are taken in a single statement. */
export function tokens(database: Database): Tokens {
  return {
    get: (connection) =>
      database
        .selectFrom('tokens')
        .select(['token', 'expires_at as expiresAt', 'version'])
        .where('connection', '=', connection)
        .executeTakeFirst(),
    put: (connection, token, expiresAt, version) =>
      writeOver(database, version, { connection, token: JSON.stringify(token), expires_at: expiresAt }),
    async lease(connection, holder, ms) {
      const row = { holder, until: sql<number>`${databaseNow} + ${ms}::bigint` };
      const taken = await database
        .insertInto('token_leases')
        .values({ connection, ...row })
        .onConflict((conflict) =>
          conflict
            .column('connection')
            .doUpdateSet(row)
            .where((is) =>
              is.or([is('token_leases.holder', '=', holder), is('token_leases.until', '<=', databaseNow)]),
            ),
        )
        .returning('connection')
        .executeTakeFirst();
      return taken !== undefined;
    },
    async release(connection, holder) {
      await database
        .deleteFrom('token_leases')
        .where('connection', '=', connection)
        .where('holder', '=', holder)
        .execute();
    },
  };
}

/** Writes the next version of a row unless another writer was faster. */
async function writeOver(
  database: Database,
  version: number,
  row: { connection: string; token: string; expires_at: number },
): Promise<boolean> {
  const next = { ...row, version: version + 1 };
  const first = database
    .insertInto('tokens')
    .values(next)
    .onConflict((conflict) => conflict.column('connection').doNothing());
  const later = database
    .updateTable('tokens')
    .set(next)
    .where('connection', '=', row.connection)
    .where('version', '=', version);
  const written = version === 0 ? first.returning('version') : later.returning('version');
  return (await written.executeTakeFirst()) !== undefined;
}
