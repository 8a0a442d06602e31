/** A key that cannot be opened is the installation's own trouble: what was sent can be sent again. */
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { expect, test } from 'vitest';
import { createApi } from '../../src/api/server.js';
import { OrderlyClient } from '../../src/client/client.js';
import { openSealedStore } from '../../src/security/keys/open-sealed-store.js';
import { accessOf } from '../../src/store/pool.js';
import { newMasterKey } from '../security/keys/support/ring.js';
import { noOther } from '../support/master-keys.js';
import { testApi, type TestApi } from './support/api.js';
import { ask } from './support/ask.js';
import { bearer, goodMessage, json, messagesOf } from './support/requests.js';

/** The same API as a process with this master key has it. */
async function sealedApi(api: TestApi, masterKey: string) {
  const settings = { ...noOther, masterKey, plaintext: 'refused' } as const;
  const { store } = await openSealedStore(settings, { databaseUrl: api.databaseUrl, poolSize: 2 });
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const secret = 'a secret of the tests, 32 characters';
  const client = new OrderlyClient({ workflow: new Client({ connection }).workflow, store, secret });
  const app = createApi({ ...api.deps, client });
  return {
    url: await app.listen({ host: '127.0.0.1', port: 0 }),
    async [Symbol.asyncDispose]() {
      await app.close();
      await connection.close();
      await store[Symbol.asyncDispose]();
    },
  };
}

test('a message that no key can seal is answered with 503, which the log has', async () => {
  await using api = await testApi();
  const masterKey = newMasterKey();
  const post = (url: string) =>
    ask(url, {
      ...{ method: 'POST', path: messagesOf(randomUUID()), body: JSON.stringify(goodMessage()) },
      headers: { ...bearer(api.keys.chat), ...json },
    });
  {
    await using before = await sealedApi(api, masterKey);
    // Kept and sealed; Temporal alone is not there.
    expect(JSON.parse((await post(before.url)).text)).toMatchObject({ code: 'temporal_unavailable' });
  }
  const database = new pg.Client(accessOf(api.databaseUrl));
  await database.connect();
  await database.query("update keys set wrapped = 'broken' where kind = 'merchant'");
  await database.end();
  await using after = await sealedApi(api, masterKey);
  const answer = await post(after.url);
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'key_unreadable' });
  expect(api.log).toContainEqual(expect.objectContaining({ code: 'key_unreadable' }));
});
