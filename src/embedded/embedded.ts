/** The embedded server: Temporal's dev server and the store, owned by one process and found by the others. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '../store/open-store.js';
import { openEmbeddedStore } from './embedded-store.js';
import { makePrivateFolder } from './private-files.js';
import { announce, withdraw } from './server-file.js';
import { rememberPorts, serverPorts } from './server-ports.js';
import { findTemporalCli } from './temporal-binary.js';
import { startTemporalServer } from './temporal-server.js';

/** How to run the embedded server. */
export interface EmbeddedOptions {
  /** Holds its files: the SQLite file, the store, its ports, `server.json`; one server per folder. */
  folder: string;
  /** Where binaries are kept; `folder` by default. */
  cacheFolder?: string;
  /** TEMPORAL_CLI_PATH, if set. */
  cliPath?: string | undefined;
  /** False removes the folder at the end: for tests. */
  keepFiles?: boolean;
  /** Receives progress, line by line. */
  log: (line: string) => void;
}

/** The running embedded server; disposing it stops both parts. */
export interface EmbeddedServer extends AsyncDisposable {
  temporalAddress: string;
  uiUrl: string;
  databaseUrl: string;
  /** Resolves when the Temporal server has ended, stopped by us or on its own. */
  ended: Promise<void>;
}

/** Starts both, or neither; `store_in_use` when another process runs them in this folder, `port_in_use`. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { folder, log } = options;
  await makePrivateFolder(folder);
  const ports = await serverPorts(folder);
  const cli = await findTemporalCli({
    cacheFolder: options.cacheFolder ?? folder,
    explicitPath: options.cliPath,
    log,
  });
  // The store's lock comes first: it makes us the owner of the Temporal files too.
  const store = await openEmbeddedStore(join(folder, 'store'), ports.store);
  try {
    await migrate(store.databaseUrl);
    log('Temporal server: starting');
    const temporal = await startTemporalServer({
      cli,
      folder: join(folder, 'temporal'),
      port: ports.temporal,
      uiPort: ports.ui,
    });
    const addresses = {
      temporalAddress: temporal.address,
      uiUrl: temporal.uiUrl,
      databaseUrl: store.databaseUrl,
    };
    try {
      await rememberPorts(folder, ports);
      await announce(folder, { pid: process.pid, ...addresses });
    } catch (error) {
      await temporal[Symbol.asyncDispose]();
      throw error;
    }
    return {
      ...addresses,
      ended: temporal.ended,
      async [Symbol.asyncDispose]() {
        await withdraw(folder);
        await temporal[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
        if (options.keepFiles === false) await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}
