/** A program of the tests as a process of its own, which speaks in lines of JSON and can be killed hard. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { programArguments } from '../../../../demo/prepared.js';

/** A running program. */
export interface Child extends AsyncDisposable {
  process: ChildProcess;
  /** The first line that it says, as a value. */
  said: unknown;
  /** Ends it as a crash does, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a program of this folder and waits for its first line. */
export async function startChild(program: string, ...args: readonly string[]): Promise<Child> {
  const child = spawn(process.execPath, [...programArguments(new URL(program, import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const gone = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), gone.then(() => ['null'])]);
  return { process: child, said: JSON.parse(String(line[0])), kill, [Symbol.asyncDispose]: kill };
}
