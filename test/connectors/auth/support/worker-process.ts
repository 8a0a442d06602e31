/** Starts workers of `worker.ts`, and kills them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { programArguments } from '../../../../demo/prepared.js';
import type { Attempt } from '../../../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../../../src/connectors/operator-events.js';

export interface Worker extends AsyncDisposable {
  /** Calls so many times at once. */
  call(count?: number): Promise<{ attempts: Attempt[]; events: ConnectionEvent[] }>;
  /** Calls without waiting: the process will be killed meanwhile. */
  start(): void;
  keep(refreshToken: string): Promise<boolean>;
  kill(): Promise<void>;
  /** Everything it has written on standard output and standard error. */
  output(): string;
}

export interface WorkerOptions {
  databaseUrl: string;
  text: string;
  secret: string;
}

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(
    process.execPath,
    [...programArguments(new URL('worker.ts', import.meta.url)), JSON.stringify(options)],
    {
      stdio: 'pipe',
      env: { PATH, HOME },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`the worker has ended: ${output.slice(-2000)}`);
    return JSON.parse(value);
  };
  await next();
  const tell = (line: string): void => void child.stdin.write(`${line}\n`);
  return {
    async call(count = 1) {
      tell(`call ${count}`);
      return (await next()) as { attempts: Attempt[]; events: ConnectionEvent[] };
    },
    start: () => {
      tell('call 1');
    },
    async keep(token) {
      tell(`keep ${token}`);
      return (await next()) === true;
    },
    kill: () => end(child, 'SIGKILL'),
    output: () => output,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await end(child, 'SIGTERM');
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
