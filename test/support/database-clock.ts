/** The database's clock, put forward: everything that guards money reads it by the name of one function. */
import pg from 'pg';
import { accessOf } from '../../src/store/pool.js';

/** A clock that a test puts forward, and back by 0. */
export interface MovedClock {
  /** How far it is ahead of the machine's, ms. */
  ahead(ms: number): Promise<void>;
}

/** The function of `src/store/migrations.ts`, with an offset read from a table. */
const statements = [
  'create table if not exists test_clock (ahead bigint not null)',
  `create or replace function orderly_now() returns bigint language sql volatile as
    $$ select (extract(epoch from clock_timestamp()) * 1000)::bigint
         + coalesce((select max(ahead) from test_clock), 0) $$`,
  'delete from test_clock',
];

/** Puts a function of the test in the place of the store's clock, the first time it is moved. */
export function moveClock(databaseUrl: string): MovedClock {
  return {
    async ahead(ms) {
      const client = new pg.Client(accessOf(databaseUrl));
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.query('insert into test_clock values ($1)', [ms]);
      await client.end();
    },
  };
}
