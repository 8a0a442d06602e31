/** Starts the shop or the carrier as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Controls, controlsAt } from './controls.js';
import { programArguments } from '../prepared.js';

/** How a program is started; `seed`, `now` and `times` must be the same for shop and carrier. */
export interface SpawnOptions {
  readonly dataFolder: string;
  readonly seed?: number;
  /** A day such as `2026-11-21`; today by default. */
  readonly now?: string;
  /** How many times as large the order book is. */
  readonly times?: number;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that is listening; it ends with this process, and at the latest when it is disposed of. */
export interface SpawnedProgram extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly controls: Controls;
  /** Resolves when the process has ended, with its exit code (`null` after SIGKILL). */
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const programs = { shop: 'main.ts', carrier: '../carriers/carrier-main.ts' } as const;

/** Resolves when the program listens; rejects with what it said if it ends before. */
export async function spawnProgram(
  program: keyof typeof programs,
  { dataFolder, seed, now, times, port, env }: SpawnOptions,
): Promise<SpawnedProgram> {
  const options = { data: resolve(dataFolder), seed, now, times, port };
  const args = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, `${value}`],
  );
  const child = spawn(
    process.execPath,
    [...programArguments(new URL(programs[program], import.meta.url)), ...args, '--exit-with-parent'],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), env: { ...process.env, ...env }, stdio: 'pipe' },
  );
  const ended = once(child, 'exit').then(([code]) => code as number | null); // node:child_process documents it so
  const url = await addressOf(child, ended, program);
  const kill = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal);
    return ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    controls: controlsAt(url),
    kill,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null) await kill('SIGTERM');
    },
  };
}

/** The address in the program's first line. */
async function addressOf(
  child: ChildProcess,
  ended: Promise<number | null>,
  program: string,
): Promise<string> {
  let said = '';
  const address = new Promise<string>((found) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const url = /^\{"listening":\s*"([^"]+)".*\}$/m.exec(said)?.[1];
      if (url !== undefined) found(url);
    });
    child.stderr?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString('utf8')}`.slice(-4000)));
  });
  const failed = ended.then((code) => {
    throw new Error(`${program} ended with ${code ?? 'a signal'} before it listened: ${said.trim()}`);
  });
  return Promise.race([address, failed]);
}
