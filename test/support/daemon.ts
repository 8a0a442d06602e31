/** A server program of the machine, run by a test on a free port and ended by it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a program is installed. */
export const isInstalled = (program: string, argument = '-v'): boolean =>
  spawnSync(program, [argument], { stdio: 'ignore' }).error === undefined;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

export interface Daemon extends AsyncDisposable {
  port: number;
}

/** Starts a program in a folder of its own; `arrange` gives its files by name and its arguments. */
export async function startDaemon(
  program: string,
  arrange: (folder: string, port: number) => { files: Record<string, string | Buffer>; args: string[] },
): Promise<Daemon> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-daemon-'));
  // A daemon that is started as root gives that up.
  await chmod(folder, 0o755);
  const port = await freePort();
  const { files, args } = arrange(folder, port);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const said: string[] = [];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const daemon = {
    port,
    async [Symbol.asyncDispose]() {
      await end(child);
      await rm(folder, { recursive: true });
    },
  };
  for (let left = 200; left > 0 && child.exitCode === null; left -= 1) {
    if (await accepts(port)) return daemon;
    await sleep(50);
  }
  await daemon[Symbol.asyncDispose]();
  throw new Error(`${program} does not listen: ${said.join('')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((ended) => child.once('exit', ended));
  child.kill('SIGTERM');
  await gone;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((settle) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => {
      settle(false);
    });
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
  });
