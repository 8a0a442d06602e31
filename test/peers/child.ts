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
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.on('error', () => undefined);
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ready = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const timer = setTimeout(() => {
      fail('was not ready in time');
    }, options.within ?? 240_000);
    // Once it is ready none of these has a say any more: least of all the timer, which would end it.
    const settle = (): void => {
      clearTimeout(timer);
      child.removeListener('error', failed).removeListener('close', ended);
      child.stdout.removeListener('data', look);
      child.stderr.removeListener('data', look);
    };
    const fail = (why: string): void => {
      settle();
      child.kill('SIGKILL');
      reject(new Error(`${file} ${why}: ${output.slice(-4000)}`));
    };
    const failed = (error: Error): void => {
      fail(error.message);
    };
    const ended = (code: number | null, signal: string | null): void => {
      fail(`ended with ${code ?? String(signal)}`);
    };
    const look = (): void => {
      const match = options.ready.exec(output);
      if (!match) return;
      settle();
      resolve(match);
    };
    // Closed, not exited: by then all that it said has been heard.
    child.once('error', failed).once('close', ended);
    child.stdout.on('data', look);
    child.stderr.on('data', look);
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
export function siblingFiles(moduleUrl: string, name: string): string {
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
