/** What people have paused; see `Pauses`. */
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { Pauses } from './store.js';

/** Pauses in the database; pausing what is already paused changes nothing. */
export function pauses(database: Database): Pauses {
  return {
    list: (merchant) =>
      database
        .selectFrom('pauses')
        .select(['scope', 'by', 'at'])
        .where('merchant', '=', merchant)
        .orderBy('at')
        .execute(),
    async pause(merchant, scope, by) {
      await database
        .insertInto('pauses')
        .values({ merchant, scope, by, at: databaseNow })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async resume(merchant, scope) {
      const all = database.deleteFrom('pauses').where('merchant', '=', merchant);
      await (scope === undefined ? all : all.where('scope', '=', scope)).execute();
    },
  };
}
