/** The real store for a test: an embedded one in a folder that goes with it, whose clock the test can move. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareStore } from '../../demo/prepared.js';
import { openEmbeddedStore } from '../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { type MovedClock, moveClock } from './database-clock.js';

/** A store, the clock of its database, and where that is, for another process. */
export type TestStore = Store & { clock: MovedClock; databaseUrl: string };

/** Opens an empty store; dispose it when the test is over. */
export async function testStore(): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-store-'));
  await prepareStore(folder);
  const embedded = await openEmbeddedStore(folder);
  const store = await openStore({ databaseUrl: embedded.databaseUrl, connectMs: 120_000 });
  return {
    ...store,
    clock: moveClock(embedded.databaseUrl),
    databaseUrl: embedded.databaseUrl,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await embedded[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}
