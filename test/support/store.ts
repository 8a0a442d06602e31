/** The real store for a test: an embedded one in a folder that goes with it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/server/embedded-store.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';

/** Opens an empty store; dispose it when the test is over. */
export async function testStore(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-store-'));
  const embedded = await openEmbeddedStore(folder);
  const store = await openStore({ databaseUrl: embedded.databaseUrl });
  return {
    ...store,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await embedded[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
