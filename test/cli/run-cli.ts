/** Runs the command line: as its users do, in a process of its own, or many lines one after the other in one process. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { timesWithoutZone } from '../support/zones.js';
import { programArguments } from '../../demo/prepared.js';

const entry = programArguments(new URL('../../bin/orderly.js', import.meta.url));
const host = programArguments(new URL('command-host.ts', import.meta.url));

/** The project's cache folder, where the Temporal CLI is kept. */
export const projectCache = fileURLToPath(new URL('../../.cache', import.meta.url));

/** How a command ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Settings of a command; nothing of the surrounding environment but the PATH reaches it. */
export interface CliOptions {
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  input?: string;
}

/** Runs a command to its end. */
export async function orderly(args: readonly string[], options: CliOptions = {}): Promise<Ended> {
  const child = start(args, options);
  child.stdin?.end(options.input ?? '');
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
  await once(child, 'close');
  return withZones(args, { ...ended, code: child.exitCode });
}

/** What these print is written in a file, or a system's own: there times are by the clock that the file or the system says. */
const othersWords = new Set([
  ...['check', 'diagram', 'diff', 'schema', 'talk', 'test'].map((command) => `flows ${command}`),
  ...['import', 'try'].map((command) => `connections ${command}`),
]);

/** No command prints a time without its zone, whatever it is that a test is about. */
function withZones(args: readonly string[], ended: Ended): Ended {
  const found = othersWords.has(args.slice(0, 2).join(' '))
    ? []
    : timesWithoutZone(ended.stdout + ended.stderr);
  if (found.length === 0) return ended;
  throw new Error(`orderly ${args.join(' ')} prints times without a zone: ${found.join(', ')}`);
}

/** A command line, as a process that runs many is sent it. */
export interface CommandLine {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  input: string;
}

/** A process that runs command lines; disposing ends it. */
export interface CommandHost extends Disposable {
  run: typeof orderly;
}

/** The host of a file of tests, which ends with it. */
export function commandHost(): typeof orderly {
  const host = openCommandHost();
  afterAll(() => {
    host[Symbol.dispose]();
  });
  return host.run;
}

/**
 * Gives a file of tests one process in which its commands run through the entry of the command line, one after the other;
 * what the command line loads and compiles for its first command it has for all. Each command still sees only its own
 * environment, folder and streams. That a process starts and ends by itself is for {@link orderly} to show.
 */
export function openCommandHost(): CommandHost {
  let child: ChildProcess | undefined;
  let closed: Promise<unknown> = Promise.resolve();
  let last: Promise<unknown> = Promise.resolve();
  const run = async (args: readonly string[], options: CliOptions = {}): Promise<Ended> => {
    if (child === undefined) {
      child = fork(host.at(-1) ?? '', { execArgv: host.slice(0, -1) });
      closed = once(child, 'exit');
    }
    const ended = once(child, 'message');
    const { cwd = tmpdir(), input = '' } = options;
    child.send({ args, env: environmentOf(options), cwd, input } satisfies CommandLine);
    const lost = closed.then(() =>
      Promise.reject(new Error(`the host of orderly ${args.join(' ')} has ended`)),
    );
    const [message] = (await Promise.race([ended, lost])) as [Ended];
    return withZones(args, message);
  };
  return {
    run: (args, options) => {
      const turn = last.then(() => run(args, options));
      last = turn.catch(() => undefined);
      return turn;
    },
    [Symbol.dispose]: () => child?.disconnect(),
  };
}

/** A command that keeps running; disposing it ends it. */
export interface Running extends AsyncDisposable {
  firstLine: string;
  /** Sends a signal and waits for the end; answers the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts a command that keeps running, and waits for its first line. */
export async function orderlyRunning(args: readonly string[], options: CliOptions = {}): Promise<Running> {
  const child = start(args, options);
  const closed = once(child, 'close');
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const firstLine = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
    void closed.then(() => {
      reject(new Error(`orderly ${args.join(' ')} ended: ${stderr}`));
    });
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    await closed;
    return child.exitCode;
  };
  return {
    firstLine,
    end,
    async [Symbol.asyncDispose]() {
      await end('SIGTERM');
    },
  };
}

/** A command that somebody sits before; disposing it ends it. */
interface OnTerminal extends AsyncDisposable {
  types(line: string): void;
  /** Resolves when the screen has shown it; rejects with all that it has shown if the command ends before. */
  shows(wanted: RegExp): Promise<void>;
  /** Types Ctrl-D; answers the exit code. */
  end(): Promise<number | null>;
}

/** Makes a terminal, runs its arguments on it, and ends as they do. */
const terminal = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** Starts a command on a terminal of its own, which Python's standard library makes. */
export function orderlyOnTerminal(
  args: readonly string[],
  { env }: Required<Pick<CliOptions, 'env'>>,
): OnTerminal {
  const child = spawn('python3', ['-c', terminal, process.execPath, ...entry, ...args], {
    env: { ...process.env, TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  let screen = '';
  child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  return {
    types: (line) => child.stdin.write(`${line}\r`),
    async shows(wanted) {
      while (!wanted.test(screen)) {
        await Promise.race([once(child.stdout, 'data'), closed]);
        if (child.exitCode !== null) throw new Error(`${String(wanted)} was not shown:\n${screen}`);
      }
    },
    async end() {
      child.stdin.write('\x04');
      await closed;
      return child.exitCode;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.kill()) await closed;
    },
  };
}

/** A new folder that is removed at the end. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'orderly-cli-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

function start(args: readonly string[], options: CliOptions): ChildProcess {
  const { cwd = tmpdir() } = options;
  return spawn(process.execPath, [...entry, ...args], { cwd, env: environmentOf(options), stdio: 'pipe' });
}

function environmentOf({ env = {}, cwd = tmpdir() }: CliOptions): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: cwd, ORDERLY_CACHE: join(cwd, 'no-cache'), ...env };
}

/** The lines of a text, without the last empty one. */
export const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');
