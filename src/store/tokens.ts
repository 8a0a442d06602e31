/** Tokens of connections and the leases for refreshing them; see `Tokens`. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { Tokens } from './store.js';

/** Tokens in the database. Leases run by the database's clock and are taken by one statement each. */
export function tokens(database: Database): Tokens {
  return {
    get: (connection) =>
      database
        .selectFrom('tokens')
        .select(['token', 'expires_at as expiresAt'])
        .where('connection', '=', connection)
        .executeTakeFirst(),
    async put(connection, token, expiresAt) {
      const row = { token: JSON.stringify(token), expires_at: expiresAt };
      await database
        .insertInto('tokens')
        .values({ connection, ...row })
        .onConflict((conflict) => conflict.column('connection').doUpdateSet(row))
        .execute();
    },
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
