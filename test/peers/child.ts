/** A server that a test starts as a process of its own, and ends by its own handle. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A running child: what it said when it was ready, everything it has said since, and its end. */
export interface Child extends AsyncDisposable {
  pid: number;
  /** The groups of the line that told it was ready. */
  ready: RegExpMatchArray;
  output: () => string;
}

/** How a child is started: `ready` is looked for in all that it prints; without it in time the start fails. */
export interface ChildOptions {
  ready: RegExp;
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  /** Milliseconds. */
  within?: number;
}

const setpriv = '/usr/bin/setpriv';

/** Starts an executable by its absolute path and waits until it says that it is ready. */
export async function startChild(
  file: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<Child> {
  // A test run that is killed cannot end its children: the kernel does it where the machine has setpriv.
  const [command, ...all] = existsSync(setpriv)
    ? [setpriv, '--pdeathsig', 'KILL', file, ...args]
    : [file, ...args];
  const child = spawn(command, all, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited(), ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  let output = '';
  const ready = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const fail = (why: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`${file} ${why}: ${output.slice(-4000)}`));
    };
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      const match = options.ready.exec(output);
      if (match) resolve(match);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => {
      fail(error.message);
    });
    child.once('exit', (code, signal) => {
      fail(`ended with ${code ?? String(signal)}`);
    });
    setTimeout(() => {
      fail('was not ready in time');
    }, options.within ?? 60_000).unref();
  });
  return {
    pid: child.pid ?? 0,
    ready,
    output: () => output,
    [Symbol.asyncDispose]: () => end(child),
  };
}

/** Tells whether a process still exists. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The path of a file beside the module whose URL is given. */
export function beside(moduleUrl: string, name: string): string {
  return fileURLToPath(new URL(name, moduleUrl));
}

/** Only what a program needs to run: no secret of the environment, and no option of the test runner. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'JAVA_HOME'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(killer);
}
