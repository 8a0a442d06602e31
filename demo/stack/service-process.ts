/** A long-running program of the demo as a process of its own, that ends with ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What to start, and how to know that it is ready. */
export interface ServiceOptions {
  name: string;
  /** Arguments of Node, relative to the project. */
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Returns what the program says when it is ready, from one line of its output. */
  ready: (line: Record<string, unknown>) => boolean;
  /** Hears every line of its output. */
  log?: ((line: string) => void) | undefined;
}

/** A running program. */
export interface ServiceProcess extends AsyncDisposable {
  pid: number;
  /** The line that said it is ready. */
  said: Record<string, unknown>;
  /** Newest lines of its output, for an error message. */
  output(): string;
  /** Resolves when it has ended. */
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  ended: Promise<void>;
}

const project = fileURLToPath(new URL('../../', import.meta.url));
const linesKept = 200;

/** Starts a program and waits until it is ready; throws with its last words if it ends before. */
export async function startService({ name, args, env, ready, log }: ServiceOptions): Promise<ServiceProcess> {
  const child = spawn(process.execPath, args, {
    cwd: project,
    env: { ...process.env, ...env },
    // Its standard input ends with us: a program that listens to it ends too, however we end.
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = once(child, 'exit').then(() => undefined);
  const said = await firstLine(child, lines, ready, ended, name, log);
  const kill = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return {
    pid: child.pid ?? 0,
    said,
    output: () => lines.join('\n'),
    kill,
    ended,
    [Symbol.asyncDispose]: () => kill('SIGTERM'),
  };
}

function firstLine(
  child: ChildProcess,
  lines: string[],
  ready: ServiceOptions['ready'],
  ended: Promise<void>,
  name: string,
  log: ServiceOptions['log'],
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const hear = (line: string): void => {
      lines.push(line);
      log?.(line);
      if (lines.length > linesKept) lines.shift();
      const object = jsonObject(line);
      if (object !== undefined && ready(object)) resolve(object);
    };
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', hear);
    child.once('error', reject);
    void ended.then(() => {
      reject(new Error(`${name} ended before it was ready:\n${lines.slice(-20).join('\n')}`));
    });
  });
}

function jsonObject(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
