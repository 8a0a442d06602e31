/** The embedded server: Temporal's dev server and the store, owned by one process and found by the others. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { migrate } from '../store/open-store.js';
import { openEmbeddedStore } from './embedded-store.js';
import { makePrivateFolder } from './private-files.js';
import { announce, withdraw } from './server-file.js';
import { rememberPorts, serverPorts } from './server-ports.js';
import { findTemporalCli } from './temporal-binary.js';
import { startTemporalServer, uiUrlAt } from './temporal-server.js';

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
  /** Serves a codec to which the UI sends payloads, once the store is there; without one the UI shows them as they are. */
  codec?: (
    addresses: Pick<EmbeddedServer, 'databaseUrl' | 'uiUrl'>,
  ) => Promise<{ url: string } & AsyncDisposable>;
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
  await makePrivateFolder(options.folder);
  const ends: Ends = [];
  try {
    const addresses = await startParts(options, ends);
    return {
      ...addresses,
      async [Symbol.asyncDispose]() {
        await endAll(ends);
        if (options.keepFiles === false) await rm(options.folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}

/** What ends the parts, in the order of their start. */
type Ends = (() => PromiseLike<void>)[];

async function endAll(ends: Ends): Promise<void> {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
}

async function startParts(
  options: EmbeddedOptions,
  ends: Ends,
): Promise<Omit<EmbeddedServer, keyof AsyncDisposable>> {
  const { folder, log } = options;
  const use = <Part extends AsyncDisposable>(part: Part): Part => {
    ends.push(() => part[Symbol.asyncDispose]());
    return part;
  };
  const ports = await serverPorts(folder);
  const cli = await findTemporalCli({
    cacheFolder: options.cacheFolder ?? folder,
    explicitPath: options.cliPath,
    log,
  });
  // The store's lock comes first: it makes us the owner of the Temporal files too.
  const { databaseUrl } = use(await openEmbeddedStore(join(folder, 'store'), ports.store));
  await migrate(databaseUrl);
  const uiUrl = uiUrlAt(ports.ui);
  const codec = options.codec && use(await options.codec({ databaseUrl, uiUrl }));
  log('Temporal server: starting');
  const temporal = use(
    await startTemporalServer({
      cli,
      folder: join(folder, 'temporal'),
      port: ports.temporal,
      uiPort: ports.ui,
      codecUrl: codec?.url,
    }),
  );
  const addresses = { temporalAddress: temporal.address, uiUrl, databaseUrl };
  await rememberPorts(folder, ports);
  await announce(folder, { pid: process.pid, ...addresses });
  ends.push(() => withdraw(folder));
  return { ...addresses, ended: temporal.ended };
}
