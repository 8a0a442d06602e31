/** What the processes of an installation must agree on: one secret, and master keys that all of them can unwrap with. */
import { sql } from 'kysely';
import { databaseNow } from './clock-and-locks.js';
import type { Database } from './schema.js';

/** A process, and what it can unwrap. */
export interface LiveProcess {
  /** Host and process id. */
  process: string;
  kind: 'worker' | 'api' | 'codec';
  /** Fingerprints of its master keys, newest first; never a key. */
  masterKeys: readonly string[];
}

/** The installation, as its processes share it. */
export interface Installation {
  /** The check value of the installation's secret: the one that is kept, else the given one from now on. */
  secretCheck(value: string): Promise<string>;
  /** Keeps another one in its place. */
  replaceSecretCheck(value: string): Promise<void>;
  /** Says that a process lives. */
  live(process: LiveProcess): Promise<void>;
  /** Those that live, by kind and name; one that died without a word counts for a minute. */
  processes(): Promise<LiveProcess[]>;
  /** The process holds nothing any more. */
  leave(process: Pick<LiveProcess, 'process' | 'kind'>): Promise<void>;
}

/** A process that has been silent for longer (ms) is taken for dead. */
const SILENT_MS = 60_000;
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

const silentSince = sql<number>`${databaseNow} - ${SILENT_MS}::bigint`;
