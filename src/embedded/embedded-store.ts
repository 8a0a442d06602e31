/** The embedded store: a PGlite folder owned by one process and served on 127.0.0.1 to its owner's clients. */
import { randomBytes } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketHandler, type PGLiteSocketHandlerOptions } from '@electric-sql/pglite-socket';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { logIn } from '../temporal/client-login.js';
import { lockFolder } from './folder-lock.js';
import { listen, portOf, requireFree } from './free-ports.js';
import { closeToOthers, makePrivateFolder } from './private-files.js';
import { SessionQueue } from './session-queue.js';

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
    const hint = 'Move that folder away to begin with an empty store, or restore it.';
    throw new OrderlyError('store_unavailable', `The embedded store in ${folder} cannot be opened`, {
      hint,
      cause,
    });
  }
}

/** The connected clients of one database. */
class Clients {
  private readonly handlers = new Map<number, PGLiteSocketHandler>();
  private readonly strangers = new Set<Socket>();
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
    this.strangers.add(socket);
    const known = await logIn(socket, this.password);
    this.strangers.delete(socket);
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
    for (const stranger of this.strangers) stranger.destroy();
    await Promise.all([...this.handlers.values()].map((handler) => handler.detach(true)));
    await closed;
  }
}
