/** The Temporal dev server as a child process: a SQLite file, tuned settings, and its owner's lifetime. */
import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { connectTemporal } from '../temporal/connect.js';
import { requireFree } from './free-ports.js';
import { makePrivateFolder } from './private-files.js';
import { killGroup, runCommand } from './run-program.js';
import { searchAttributes } from '../temporal/search-attributes.js';

/** A running dev server. */
export interface TemporalServer extends AsyncDisposable {
  /** `host:port` of the frontend. */
  address: string;
  /** Resolves when it has ended, stopped by us or on its own. */
  ended: Promise<void>;
}

/** What to start, and where its files are. */
export interface TemporalServerOptions {
  /** Path of the Temporal CLI. */
  cli: string;
  /** Holds the SQLite file, the log and the process id; one server per folder. */
  folder: string;
  /** Port of the frontend on 127.0.0.1. */
  port: number;
  uiPort: number;
  /** Where the UI has payloads opened, if anywhere. */
  codecUrl?: string | undefined;
}

const HOST = '127.0.0.1';
const START_DEADLINE_MS = 30_000;
const STOP_DEADLINE_MS = 10_000;
const ATTEMPTS = 3;

/** The server's defaults poll 20 times a second on one shard: a flow of 32 events took 450 ms instead of 70. */
const dynamicConfig = {
  'history.transferProcessorMaxPollRPS': 5000,
  'history.transferProcessorMaxPollHostRPS': 5000,
  'history.timerProcessorMaxPollRPS': 5000,
  'history.timerProcessorMaxPollHostRPS': 5000,
  'matching.enableFairness': true,
};

/** WAL with synchronous=NORMAL: 24 flows a second instead of 10, and a crash loses no acknowledged event. */
const sqlitePragmas = ['journal_mode=WAL', 'synchronous=NORMAL'];

/**
 * Runs the server and ends it when standard input closes, which also happens when the owner is killed: no orphan.
 * Its process id is recorded in case this shell is killed too.
 */
const SUPERVISE = `
pid_file=$1; shift
exec 3<&0
"$@" 3<&- </dev/null & server=$!
echo "$server" > "$pid_file"
( read -r _ <&3; kill -TERM "$server" ) & watcher=$!
wait "$server"; code=$?
kill "$watcher" 2>/dev/null
exit "$code"`;

/** Starts the server and waits until it serves; `port_in_use`, `temporal_unavailable`. */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  await makePrivateFolder(options.folder);
  const files = filesOf(options.folder);
  await endStaleServer(files.pid, files.database);
  for (const port of [options.port, options.uiPort]) await requireFree(port);
  // Another program can take one of the ports that the server chooses for itself.
  for (let attempt = 1; ; attempt++) {
    const child = await spawnServer(options);
    const address = `${HOST}:${options.port}`;
    if (await serves(child, address)) {
      return { address, ended: endOf(child), [Symbol.asyncDispose]: () => stop(child) };
    }
    await stop(child);
    if (attempt === ATTEMPTS) {
      throw new OrderlyError(
        'temporal_unavailable',
        `The Temporal dev server did not start; its log is ${files.log}`,
        {
          hint: 'Read the end of that log. If the database file is unreadable, move it away.',
        },
      );
    }
  }
}

/** Address of the UI at a port. */
export const uiUrlAt = (port: number): string => `http://${HOST}:${port}`;

function filesOf(folder: string) {
  return {
    database: join(folder, 'temporal.db'),
    log: join(folder, 'temporal.log'),
    pid: join(folder, 'temporal.pid'),
  };
}

async function spawnServer(options: TemporalServerOptions): Promise<ChildProcess> {
  const files = filesOf(options.folder);
  const log = await open(files.log, 'w');
  try {
    const args = ['-c', SUPERVISE, 'sh', files.pid, options.cli, ...serverArguments(files.database, options)];
    // A separate process group: Ctrl-C reaches only us, and we stop the server after the worker has drained.
    return spawn('sh', args, { detached: true, stdio: ['pipe', log.fd, log.fd] });
  } finally {
    await log.close();
  }
}

function serverArguments(database: string, { port, uiPort, codecUrl }: TemporalServerOptions): string[] {
  return [
    ...['server', 'start-dev', '--ip', HOST, '--port', String(port), '--ui-port', String(uiPort)],
    ...['--db-filename', database, '--ui-disable-news-fetch', '--log-level', 'warn'],
    ...(codecUrl === undefined ? [] : ['--ui-codec-endpoint', codecUrl]),
    ...sqlitePragmas.flatMap((pragma) => ['--sqlite-pragma', pragma]),
    ...Object.entries(dynamicConfig).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
    ...searchAttributes.flatMap(({ name, kind }) => ['--search-attribute', `${name}=${kind}`]),
  ];
}

async function serves(child: ChildProcess, address: string): Promise<boolean> {
  const deadline = Date.now() + START_DEADLINE_MS;
  while (!hasEnded(child) && Date.now() < deadline) {
    try {
      const connection = await connectTemporal({ address, namespace: 'default' });
      await connection.close();
      return true;
    } catch {
      await delay(50);
    }
  }
  return false;
}

async function stop(child: ChildProcess): Promise<void> {
  child.stdin?.end();
  const timer = setTimeout(() => {
    killGroup(child.pid, 'SIGKILL');
  }, STOP_DEADLINE_MS);
  await endOf(child);
  clearTimeout(timer);
}

function endOf(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

const DEADLINE_MS = 10_000;
const PS_DEADLINE_MS = 5_000;

/** Ends the process named in the file, if its command line shows that it serves this very database. */
async function endStaleServer(pidFile: string, database: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (!Number.isInteger(pid) || pid <= 1) return;
  const deadline = Date.now() + DEADLINE_MS;
  let signal: NodeJS.Signals = 'SIGTERM';
  // Process ids are reused, so check again before every signal.
  while ((await commandLine(pid)).includes(database)) {
    if (Date.now() > deadline) signal = 'SIGKILL';
    process.kill(pid, signal);
    await delay(100);
  }
  await rm(pidFile, { force: true });
}

async function commandLine(pid: number): Promise<string> {
  const proc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (proc !== undefined || process.platform === 'linux') return proc ?? '';
  return (await runCommand('ps', ['-o', 'args=', '-p', String(pid)], PS_DEADLINE_MS)).output;
}
