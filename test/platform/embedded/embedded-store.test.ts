/** The embedded store: one owner, many clients, nothing lost. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { prepareStore } from '../../../demo/prepared.js';
import { type EmbeddedStore, openEmbeddedStore } from '../../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../../src/store/open-store.js';
import { accessOf } from '../../../src/store/pool.js';
import { startChild } from './support/child.js';
import { temporaryFolder } from './support/folder.js';

async function connected(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client(accessOf(databaseUrl));
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('clients of the embedded store', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let store: EmbeddedStore;
  beforeAll(async () => {
    folder = await temporaryFolder();
    await prepareStore(folder.path);
    store = await openEmbeddedStore(folder.path);
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  test('never run one another’s statement, whether in transactions or not', async () => {
    const clients = await Promise.all([1, 2, 3, 4, 5, 6].map(() => connected(store.databaseUrl)));
    const strangers: string[] = [];
    await Promise.all(
      clients.map(async (client, number) => {
        const [columns, values] =
          number % 2 === 0 ? ['$1::text as own', ['a']] : ['$1::text as own, $2::text', ['b', 'c']];
        for (let round = 0; round < 60; round++) {
          if (number > 2) await client.query('begin');
          const { rows } = await client.query<{ own: string; who: number }>(
            `select ${columns}, ${number} as who`,
            values,
          );
          if (number > 2) await client.query('commit');
          if (rows[0]?.who !== number || rows[0].own !== values[0])
            strangers.push(`${number} in round ${round}`);
        }
      }),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(strangers).toEqual([]);
  });

  test('a client that dies in a transaction or in a statement leaves nothing behind and holds nobody up', async () => {
    const [dying, living] = [await connected(store.databaseUrl), await connected(store.databaseUrl)];
    await living.query('create table t (x integer)');
    await dying.query('begin');
    await dying.query('insert into t values ($1)', [1]);
    dying.connection.stream.destroy();
    expect((await living.query('select * from t')).rows).toEqual([]);
    const half = await connected(store.databaseUrl);
    half.connection.parse({ name: '', text: 'insert into t values (2)', types: [] }, true);
    await delay(50);
    half.connection.stream.destroy();
    expect((await living.query('select count(*)::integer as n from t where x = $1', [2])).rows).toEqual([
      { n: 0 },
    ]);
    await living.end();
  });

  test('a statement that fails fails for its client alone', async () => {
    const clients = await Promise.all([0, 1, 2].map(() => connected(store.databaseUrl)));
    const outcomes = await Promise.all(
      clients.map(async (client, number) => {
        const seen = new Set<unknown>();
        for (let round = 0; round < 20; round++) {
          const statement = number === 0 ? 'select $1::integer / 0' : 'select $1::integer as n';
          const answer = client.query<{ n: number }>(statement, [number]);
          seen.add(
            await answer.then(
              ({ rows }) => rows[0]?.n,
              (error: unknown) => (error as pg.DatabaseError).code,
            ),
          );
        }
        return [...seen];
      }),
    );
    await Promise.all(clients.map((client) => client.end()));
    expect(outcomes).toEqual([['22012'], [1], [2]]);
  });
});

describe('owners of the embedded store', () => {
  test('a second one is told who owns it, and no row is lost', async () => {
    await using folder = await temporaryFolder();
    await prepareStore(folder.path);
    await using embedded = await openEmbeddedStore(folder.path);
    await using store = await openStore({ databaseUrl: embedded.databaseUrl });
    const rows = Array.from({ length: 200 }, (_, index) => store.tokens.put(`row ${index}`, index, index, 0));
    await using second = await startChild('./own-store.ts', folder.path);
    await Promise.all(rows);
    expect(second.said).toEqual({
      code: 'store_in_use',
      message: expect.stringContaining(`Process ${process.pid} is using the store`),
      hint: expect.stringContaining('PostgreSQL'),
    });
    const found = await Promise.all(rows.map((_, index) => store.tokens.get(`row ${index}`)));
    expect(found.filter((row) => row !== undefined)).toHaveLength(rows.length);
  });

  test('of many that open at once, one gets it', async () => {
    await using folder = await temporaryFolder();
    await prepareStore(folder.path);
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, () => openEmbeddedStore(folder.path)),
    );
    const owners = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    await Promise.all(owners.map((owner) => owner[Symbol.asyncDispose]()));
    expect(owners).toHaveLength(1);
    expect(
      attempts
        .filter((attempt) => attempt.status === 'rejected')
        .map(({ reason }) => (reason as { code: string }).code),
    ).toEqual(Array.from({ length: 5 }, () => 'store_in_use'));
  });
});
