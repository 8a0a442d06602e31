/** All that a store holds, in clear and opened. */
import pg from 'pg';
import { openSealedStore } from '../../../src/security/keys/open-sealed-store.js';
import { accessOf } from '../../../src/store/pool.js';
import { noOther } from '../../support/master-keys.js';

/** Every row as it lies there, and what all keys that there are open of these conversations of the demo merchant. */
export async function storedTexts(
  databaseUrl: string,
  masterKey: string,
  conversations: readonly string[],
): Promise<string> {
  const settings = { ...noOther, masterKey, plaintext: 'refused' } as const;
  const { store } = await openSealedStore(settings, { databaseUrl, poolSize: 1 });
  await using opened = store;
  const rows = await Promise.all(
    conversations.map(async (id) => [
      await opened.messages.list('demo', id, 100),
      await opened.outbox.read('demo', id, 0, Date.now()),
    ]),
  );
  return JSON.stringify([rows, await opened.approvals.ended('demo', 0, 100), await rawRows(databaseUrl)]);
}

/** Every row of every table but the flows, which name nobody. */
async function rawRows(databaseUrl: string): Promise<Readonly<Record<string, unknown[]>>> {
  const database = new pg.Client(accessOf(databaseUrl));
  await database.connect();
  const { rows: tables } = await database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'flow_versions'",
  );
  const found: Record<string, unknown[]> = {};
  for (const { name } of tables) found[name] = (await database.query(`select * from ${name}`)).rows;
  await database.end();
  return found;
}
