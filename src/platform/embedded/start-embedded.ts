/** The embedded server: Temporal's dev server and the store, owned by one process and found by the others. */
import { rm, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketHandler, type PGLiteSocketHandlerOptions } from '@electric-sql/pglite-socket';
import { migrate } from '../../store/open-store.js';
import { makePrivateFolder, closeToOthers } from './private-files.js';
import { announce, withdraw } from './server-file.js';
import { findTemporalCli } from './temporal-binary.js';
import { startTemporalServer, uiUrlAt } from './temporal-server.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { freePort, listen, portOf, requireFree } from './free-ports.js';
import { logIn } from '../temporal/require-postgres-password.js';
import { lockFolder } from './folder-lock.js';
import { SessionQueue } from './session-queue.js';

// The embedded store: a PGlite folder owned by one process and served on 127.0.0.1 to its owner's clients.

/** A served store; disposing it releases the folder. */
export interface EmbeddedStore extends AsyncDisposable {
  /** Connection string for PostgreSQL clients on this machine; its `passfile` has the password of this server run. */
  databaseUrl: string;
}

/** A client that holds a transaction open in silence for this long is disconnected. */
const DEADLINE_MS = 10_000;

/** Opens a PGlite folder and serves it; `store_in_use` when another process owns the folder, `port_in_use`. */
export async function openEmbeddedStore(folder: string, port?: number): Promise<EmbeddedStore> {
  await makePrivateFolder(folder);
  const lock = await lockFolder(folder);
  try {
    if (port !== undefined) await requireFree(port);
    const database = await openDatabase(join(folder, 'data'));
    // New at each start: whoever takes over the port meanwhile receives a useless password.
    const password = randomBytes(32).toString('base64url');
    const clients = new Clients(database, password);
    const server = await listen(
      createServer((socket) => void clients.serve(socket)),
      port,
    );
    const place = `127.0.0.1:${portOf(server)}`;
    const passfile = await writePassfile(folder, `${place}:postgres:postgres:${password}`);
    return {
      databaseUrl: `postgresql://postgres@${place}/postgres?passfile=${inQuery(passfile)}`,
      async [Symbol.asyncDispose]() {
        await clients.end(server);
        await database.close();
        await lock[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await lock[Symbol.asyncDispose]();
    throw error;
  }
}

/** A path in a query, where a slash may stand. */
const inQuery = (path: string): string => encodeURIComponent(path).replaceAll('%2F', '/');

/** Writes the password as PostgreSQL's own clients read it; returns the file's path. */
async function writePassfile(folder: string, line: string): Promise<string> {
  const file = resolve(folder, 'passfile');
  await writeFile(`${file}.new`, `${line}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return file;
}

async function openDatabase(folder: string): Promise<PGlite> {
  await makePrivateFolder(folder);
  try {
    const database = await PGlite.create(folder);
    await closeToOthers(folder);
    return database;
  } catch (cause) {
    const hint = 'Restore that folder from a backup, or move it away to start with an empty store.';
    throw new OrderlyError('store_unavailable', `The embedded store in ${folder} cannot be opened`, {
      hint,
      cause,
    });
  }
}

/** The connected clients of one database. */
class Clients {
  private readonly handlers = new Map<number, PGLiteSocketHandler>();
  private readonly unauthenticated = new Set<Socket>();
  private readonly queue: SessionQueue;

  constructor(
    database: PGlite,
    private readonly password: string,
  ) {
    this.queue = new SessionQueue(
      database,
      DEADLINE_MS,
      (client) => void this.handlers.get(client)?.detach(true),
    );
  }

  /** Serves one client, once it has logged in, until it disconnects. */
  async serve(socket: Socket): Promise<void> {
    this.unauthenticated.add(socket);
    const known = await logIn(socket, this.password);
    this.unauthenticated.delete(socket);
    if (!known || socket.destroyed) return;
    // The handler's type requires its package's class, but it calls only methods that our queue has too.
    const queryQueue = this.queue as unknown as PGLiteSocketHandlerOptions['queryQueue'];
    const handler = new PGLiteSocketHandler({ queryQueue, closeOnDetach: true });
    this.handlers.set(handler.handlerId, handler);
    socket.once('close', () => this.handlers.delete(handler.handlerId));
    await handler.attach(socket);
    socket.resume();
  }

  /** Accepts no more clients and disconnects the current ones. */
  async end(server: Server): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.unauthenticated) socket.destroy();
    await Promise.all([...this.handlers.values()].map((handler) => handler.detach(true)));
    await closed;
  }
}

// The ports of an embedded server: chosen at its first start, and the same at each later one.

const port = z.int().min(1).max(65_535);
const portsFile = z.object({ temporal: port, ui: port, store: port });

/** A port for each part of the server. */
type ServerPorts = z.infer<typeof portsFile>;

/** The ports that a folder remembers, or new ones: what outlives the server finds it there again. */
async function serverPorts(folder: string): Promise<ServerPorts> {
  const remembered = await readFile(fileIn(folder), 'utf8').catch(() => undefined);
  if (remembered !== undefined) return readPorts(folder, remembered);
  const chosen = new Set<number>();
  while (chosen.size < 3) chosen.add(await freePort());
  const [temporal = 0, ui = 0, store = 0] = chosen;
  return { temporal, ui, store };
}

/** Remembers the ports, once something serves there. */
async function rememberPorts(folder: string, ports: ServerPorts): Promise<void> {
  const draft = `${fileIn(folder)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(ports)}\n`, { mode: 0o600 });
  await rename(draft, fileIn(folder));
}

function readPorts(folder: string, text: string): ServerPorts {
  try {
    return portsFile.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'Remove the file: the server then chooses new ports.';
    throw new OrderlyError('config_invalid', `${fileIn(folder)} contains no ports`, { hint, cause });
  }
}

const fileIn = (folder: string): string => join(folder, 'ports.json');

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
