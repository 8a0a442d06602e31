/** What people have stopped; see `Stops`. */
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { Stops } from './store.js';

/** Stops in the database; stopping what is already stopped changes nothing. */
export function stops(database: Database): Stops {
  return {
    list: (merchant) =>
      database
        .selectFrom('stops')
        .select(['scope', 'by', 'at'])
        .where('merchant', '=', merchant)
        .orderBy('at')
        .execute(),
    async stop(merchant, scope, by) {
      await database
        .insertInto('stops')
        .values({ merchant, scope, by, at: databaseNow })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async go(merchant, scope) {
      const all = database.deleteFrom('stops').where('merchant', '=', merchant);
      await (scope === undefined ? all : all.where('scope', '=', scope)).execute();
    },
  };
}
