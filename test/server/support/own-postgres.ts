/** A PostgreSQL of a test's own, which may be killed and started again at the same address. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../peers/free-port.js';

/** A running server with one empty database. */
export interface OwnPostgres extends AsyncDisposable {
  url: string;
  /** Ends the server as a crash does, and all of its sessions. */
  kill(): Promise<void>;
  /** Starts it again on the same files and port. */
  start(): Promise<void>;
}

const versions = '/usr/lib/postgresql';
const startDeadlineMs = 60_000;

/** Where the newest version's programs lie on Debian, if it is installed. */
function programs(): string | undefined {
  const installed = existsSync(versions) ? readdirSync(versions).map(Number) : [];
  const bin = join(versions, String(Math.max(...installed)), 'bin');
  return existsSync(join(bin, 'initdb')) ? bin : undefined;
}

/** Why there is none; undefined if there is. */
export const whyNoPostgres = (): string | undefined =>
  programs() === undefined ? 'needs PostgreSQL: apt-get install postgresql' : undefined;

/** PostgreSQL does not run as root: then it runs as its own user. */
function user(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (what: string): number => Number(execFileSync('id', [what, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** Starts one; it ends with its test. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const bin = programs();
  if (bin === undefined) throw new Error(whyNoPostgres());
  const [as, port] = [user(), await freePort()];
  const folder = await mkdtemp(join(tmpdir(), 'orderly-postgres-'));
  if (as.uid !== undefined) await chown(folder, as.uid, as.gid ?? 0);
  const cluster = ['-D', folder, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(bin, 'initdb'), cluster, { ...as, cwd: folder, stdio: 'ignore' });
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const settings = ['-D', folder, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const end = Date.now() + startDeadlineMs;
    while (Date.now() < end) {
      // A server that was killed leaves sessions behind for a moment, and does not start beside them.
      if (server === undefined || server.exitCode !== null || server.signalCode !== null)
        server = spawn(join(bin, 'postgres'), settings, { ...as, cwd: folder, stdio: 'ignore' });
      if (await answers(url)) return;
      await sleep(200);
    }
    throw new Error(`PostgreSQL does not start on port ${port}.`);
  };
  const end = async (signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill(signal);
    await exit;
  };
  await start();
  return {
    url,
    start,
    kill: () => end('SIGKILL'),
    async [Symbol.asyncDispose]() {
      await end('SIGQUIT');
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
