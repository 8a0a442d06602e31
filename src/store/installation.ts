/** The agreement of processes, in the database. */
import { databaseNow, silentSince } from './clock-and-locks.js';
import type { Installation } from './processes.js';
import type { Database } from './schema.js';

const SECRET = 'secret';

/** The installation in the database. */
export function installation(database: Database): Installation {
  const kept = () =>
    database.selectFrom('check_values').select('value').where('name', '=', SECRET).executeTakeFirst();
  return {
    async secretCheck(value) {
      const before = await kept();
      if (before !== undefined) return before.value;
      await database
        .insertInto('check_values')
        .values({ name: SECRET, value })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return (await kept())?.value ?? value;
    },
    async replaceSecretCheck(value) {
      await database
        .insertInto('check_values')
        .values({ name: SECRET, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
    async live({ process, kind, masterKeys }) {
      await database.deleteFrom('processes').where('seen_at', '<', silentSince).execute();
      const said = { master_keys: JSON.stringify(masterKeys), seen_at: databaseNow };
      await database
        .insertInto('processes')
        .values({ process, kind, ...said })
        .onConflict((conflict) => conflict.columns(['process', 'kind']).doUpdateSet(said))
        .execute();
    },
    async processes() {
      const rows = await database
        .selectFrom('processes')
        .select(['process', 'kind', 'master_keys'])
        .where('seen_at', '>=', silentSince)
        .orderBy('kind')
        .orderBy('process')
        .execute();
      return rows.map(({ process, kind, master_keys: masterKeys }) => ({ process, kind, masterKeys }));
    },
    async leave({ process, kind }) {
      await database
        .deleteFrom('processes')
        .where('process', '=', process)
        .where('kind', '=', kind)
        .execute();
    },
  };
}
