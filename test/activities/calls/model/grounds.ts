/** Stores that the model runs over, each with its database's clock in the model's hand. */
import { PGlite } from '@electric-sql/pglite';
import { Kysely, type PostgresPoolClient, PostgresDialect } from 'kysely';
import pg from 'pg';
import { effects } from '../../../../src/store/effects.js';
import { applyMigrations } from '../../../../src/store/migrations.js';
import { openStore } from '../../../../src/store/open-store.js';
import { reservations } from '../../../../src/store/reservations.js';
import { plainCells } from '../../../../src/store/sealed-cells.js';
import type { Tables } from '../../../../src/store/schema.js';
import { pauses } from '../../../../src/store/pauses.js';
import { memoryStore } from '../../../../src/simulator/memory-store.js';
import type { ModelStore } from './world.js';
import { administer } from '../../../support/administer.js';

/** A store and its clock. */
export interface Ground extends AsyncDisposable {
  store: ModelStore;
  setClock(now: number): Promise<void>;
}

/** The rules alone, many schedules in little time. */
export function memoryGround(): Ground {
  let now = 0;
  return {
    store: memoryStore(() => now),
    setClock(to) {
      now = to;
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** The clock of the database is one function: here it reads a table. */
const clock = [
  'create table test_clock (now bigint not null)',
  'insert into test_clock values (0)',
  'create or replace function orderly_now() returns bigint language sql volatile as $$ select now from test_clock $$',
];
const setClock = 'update test_clock set now = $1';

/** Values as the driver of PostgreSQL gives them: PGlite's own bytes are no Buffer. */
const parsers = {
  [pg.types.builtins.INT8]: Number,
  [pg.types.builtins.BYTEA]: (text: string): Buffer => Buffer.from(text.slice(2), 'hex'),
};

/** The embedded database in this process, without its socket. */
export async function embeddedGround(): Promise<Ground> {
  const pglite = await PGlite.create({ parsers });
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: oneClient(pglite) }) });
  await applyMigrations(database);
  for (const statement of clock) await pglite.query(statement);
  return {
    store: {
      effects: effects(database, plainCells),
      reservations: reservations(database),
      pauses: pauses(database),
    },
    async setClock(to) {
      await pglite.query(setClock, [to]);
    },
    async [Symbol.asyncDispose]() {
      await database.destroy();
      await pglite.close();
    },
  };
}

/** One client for one transaction at a time, as kysely asks for it. */
function oneClient(pglite: PGlite) {
  let free = Promise.resolve();
  return {
    async connect(): Promise<PostgresPoolClient> {
      const before = free;
      let release = (): void => undefined;
      free = new Promise((resolve) => (release = resolve));
      await before;
      const query = async (statement: string, parameters: readonly unknown[]) => {
        const { rows, affectedRows = 0 } = await pglite.query(statement, [...parameters]);
        return { command: commandOf(statement), rowCount: affectedRows, rows };
      };
      return { query: query as unknown as PostgresPoolClient['query'], release };
    },
    end: () => Promise.resolve(),
  };
}

const commandOf = (statement: string): string => statement.slice(0, 6).toUpperCase();

/** A database of its own on a PostgreSQL server. */
export async function postgresGround(serverUrl: string): Promise<Ground> {
  const name = `orderly_model_${process.pid}_${Date.now()}`;
  const url = new URL(serverUrl);
  await administer(serverUrl, `create database ${name}`);
  url.pathname = name;
  const store = await openStore({ databaseUrl: url.href, poolSize: 2 });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  for (const statement of clock) await client.query(statement);
  // What is judged is what was decided, not what a power cut would leave.
  await client.query(`alter database ${name} set synchronous_commit = off`);
  return {
    store,
    async setClock(to) {
      await client.query(setClock, [to]);
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      await store[Symbol.asyncDispose]();
      await administer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}
