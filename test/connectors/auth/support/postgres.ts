/** A database of a test's own on the PostgreSQL of ORDERLY_TEST_POSTGRES_URL, and locks that hold a process at a point. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { administer } from '../../../support/administer.js';

export const postgresUrl = process.env['ORDERLY_TEST_POSTGRES_URL'];

export interface TestDatabase extends AsyncDisposable {
  url: string;
  /** Keeps everybody from writing to a table; reading goes on. */
  freeze(table: 'tokens' | 'token_leases'): Promise<void>;
  /** Resolves when somebody waits for the frozen table. */
  somebodyWaits(): Promise<void>;
  /** Ends the sessions that wait, whose clients are dead, and lets the others write again. */
  thaw(): Promise<void>;
}

export async function testDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `orderly_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(serverUrl);
  url.pathname = name;
  await administer(serverUrl, `create database ${name}`);
  const holder = new pg.Client({ connectionString: url.href });
  const watcher = new pg.Client({ connectionString: url.href });
  await Promise.all([holder.connect(), watcher.connect()]);
  const waiting = `select pid from pg_stat_activity where datname = '${name}' and wait_event_type = 'Lock'`;
  return {
    url: url.href,
    async freeze(table) {
      await holder.query(`begin; lock table ${table} in exclusive mode`);
    },
    async somebodyWaits() {
      while ((await watcher.query(waiting)).rowCount === 0) await sleep(20);
    },
    async thaw() {
      await watcher.query(`select pg_terminate_backend(pid) from (${waiting}) waiting`);
      while (((await watcher.query(waiting)).rowCount ?? 0) > 0) await sleep(20);
      await holder.query('rollback');
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([holder.end(), watcher.end()]);
      await administer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}
