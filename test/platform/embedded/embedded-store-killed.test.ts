/** The embedded store whose owner is killed while clients write: nothing acknowledged is lost. */
import { expect, test } from 'vitest';
import pg from 'pg';
import { prepareStore } from '../../../demo/prepared.js';
import { openEmbeddedStore } from '../../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../../src/store/open-store.js';
import { accessOf } from '../../../src/store/pool.js';
import { startChild } from './support/child.js';
import { temporaryFolder } from './support/folder.js';

interface Owner {
  databaseUrl: string;
}

async function connected(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client(accessOf(databaseUrl));
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

test('killed under load, it leaves every acknowledged row to the next, who opens at once', async () => {
  await using folder = await temporaryFolder();
  await prepareStore(folder.path);
  const acknowledged: string[] = [];
  {
    await using owner = await startChild('./own-store.ts', folder.path);
    const { databaseUrl } = owner.said as Owner;
    await using store = await openStore({ databaseUrl });
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let row = 0; ; row++) {
        await store.outbox.add({
          merchant: 'm',
          conversation: `c${writer}`,
          kind: 'reply',
          body: { text: 't' },
          key: `${writer}/${row}`,
        });
        acknowledged.push(`${writer}/${row}`);
        if (acknowledged.length === 300) owner.process.kill('SIGKILL');
      }
    });
    const failures = await Promise.allSettled(writers);
    expect(
      failures.map((failure) =>
        failure.status === 'rejected' ? (failure.reason as { code: string }).code : 'none',
      ),
    ).toEqual(writers.map(() => 'store_unavailable'));
  }
  await using next = await openEmbeddedStore(folder.path);
  const client = await connected(next.databaseUrl);
  const { rows } = await client.query<{ key: string }>('select key from outbox');
  await client.end();
  const kept = new Set(rows.map(({ key }) => key));
  expect(acknowledged.length).toBeGreaterThanOrEqual(300);
  expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
});
