/** The schema over releases: what one adds runs beside the release before; what one takes away tells older builds so. */
import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  applyMigrations,
  type Migration,
  migrations,
  requireSchema,
  schemaDifference,
} from '../../src/store/migrations.js';
import { compareSchema, openStore } from '../../src/store/open-store.js';
import { createPool } from '../../src/store/pool.js';
import type { Database, Tables } from '../../src/store/schema.js';
import { testStore, type TestStore } from '../support/store.js';

// Three releases after this one: a column comes, code fills both, the old one goes.
const added: Migration = { name: '9001-added', statements: ['alter table pauses add column why text'] };
const gone: Migration = {
  ...{ name: '9002-gone', needs: '9001-added' },
  statements: ['alter table pauses drop column "by"'],
};
const [thisRelease, nextRelease, afterNext] = [
  migrations,
  [...migrations, added],
  [...migrations, added, gone],
] as const;

let store: TestStore;
let database: Database;
beforeAll(async () => {
  store = await testStore();
  const pool = createPool({ databaseUrl: store.databaseUrl, size: 2, connectMs: 60_000 });
  database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
});
afterAll(async () => {
  await database.destroy();
  await store[Symbol.asyncDispose]();
});

describe('a process that does not migrate', () => {
  test('takes a schema of its own release, and says what an older one lacks', async () => {
    await requireSchema(database, thisRelease);
    const refused = requireSchema(database, nextRelease);
    await expect(refused).rejects.toMatchObject({
      code: 'schema_older',
      message: expect.stringContaining('9001-added') as unknown,
    });
    expect(await schemaDifference(database, nextRelease)).toEqual({
      ...{ missing: ['9001-added'], unknown: [], tooNew: [] },
    });
  });
});

describe('an upgrade', () => {
  beforeEach(async () => {
    await applyMigrations(database, nextRelease);
  });

  test('adds beside processes of the release before, which go on and may start again', async () => {
    await requireSchema(database, thisRelease);
    expect(await compareSchema(store.databaseUrl)).toEqual({
      ...{ missing: [], unknown: ['9001-added'], tooNew: [] },
    });
    await using again = await openStore({ databaseUrl: store.databaseUrl, schema: 'required' });
    await again.pauses.pause('acme', 'money', 'anna');
  });

  test('two that migrate at once do it once', async () => {
    const twice = [1, 2].map(() => applyMigrations(database, nextRelease));
    await Promise.all(twice);
    expect((await schemaDifference(database, nextRelease)).missing).toEqual([]);
  });

  test('takes away a release later: builds that need what went refuse to start and to migrate', async () => {
    await applyMigrations(database, afterNext);
    await requireSchema(database, nextRelease);
    for (const attempt of [requireSchema, applyMigrations]) {
      await expect(attempt(database, thisRelease)).rejects.toMatchObject({
        code: 'schema_newer',
        message: expect.stringContaining('9002-gone') as unknown,
      });
    }
  });
});

/** Statements after which the code of the release before no longer works. */
const takesAway =
  /\b(drop|rename|truncate|delete from)\b|alter column \S+ (set data )?(type|set not null)|add (constraint|check|unique)|add column (?!.*default)[^,]* not null/i;

test('every migration that takes something away names the one that its processes must know', () => {
  const wrong = migrations.flatMap(({ name, statements, needs }, index) => {
    const breaks = index > 0 && statements.some((statement) => takesAway.test(statement));
    const isEarlier = migrations.slice(0, index).some((earlier) => earlier.name === needs);
    return (breaks && needs === undefined) || (needs !== undefined && !isEarlier) ? [name] : [];
  });
  expect(wrong).toEqual([]);
  expect(migrations.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name).toSorted());
});
