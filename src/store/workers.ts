/** Which versions of merchants live workers serve; see `Workers`. */
import { databaseNow, silentSince } from './clock-and-locks.js';
import type { Database } from './schema.js';
import type { Workers } from './store.js';

/** Workers in the database. */
export function workers(database: Database): Workers {
  return {
    serve: (worker, versions) =>
      database.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('workers')
          .where((row) => row.or([row('worker', '=', worker), row('seen_at', '<', silentSince)]))
          .execute();
        const rows = Object.entries(versions).map(([merchant, version]) => ({
          ...{ worker, merchant, version },
          seen_at: databaseNow,
        }));
        if (rows.length > 0) await transaction.insertInto('workers').values(rows).execute();
        const others = await transaction
          .selectFrom('workers')
          .select(['worker', 'merchant', 'version'])
          .where('worker', '!=', worker)
          .orderBy('merchant')
          .orderBy('worker')
          .execute();
        return others
          .filter(({ merchant, version }) => (versions[merchant] ?? version) !== version)
          .map(({ worker: other, merchant }) => ({ worker: other, merchant }));
      }),
    async isServed(merchant) {
      const found = await database
        .selectFrom('workers')
        .select('worker')
        .where('merchant', '=', merchant)
        .where('seen_at', '>=', silentSince)
        .limit(1)
        .executeTakeFirst();
      return found !== undefined;
    },
    async leave(worker) {
      await database.deleteFrom('workers').where('worker', '=', worker).execute();
    },
  };
}
