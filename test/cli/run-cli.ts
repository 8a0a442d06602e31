/** Runs the command line as its users do: a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { programArguments } from '../../demo/prepared.js';

const entry = programArguments(new URL('../../bin/orderly.js', import.meta.url));

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
  return { ...ended, code: child.exitCode };
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

function start(args: readonly string[], { env = {}, cwd = tmpdir() }: CliOptions): ChildProcess {
  const own = { PATH: process.env['PATH'] ?? '', HOME: cwd, ORDERLY_CACHE: join(cwd, 'no-cache'), ...env };
  return spawn(process.execPath, [...entry, ...args], { cwd, env: own, stdio: 'pipe' });
}

/** The lines of a text, without the last empty one. */
export const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');
