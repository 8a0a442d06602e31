/** Forward proxies for tests: one of our own that can misbehave, and tinyproxy where it is installed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RawServer, serveRaw } from './raw-server.js';

export interface ConnectProxy extends AsyncDisposable {
  raw: RawServer;
  /** Heads of the CONNECT requests. */
  heads: string[];
}

/** Connects where it is told, unless `instead` is what it says to a CONNECT. */
export async function serveConnect(instead?: (socket: Socket) => void): Promise<ConnectProxy> {
  const heads: string[] = [];
  const begun = new WeakSet<Socket>();
  const raw = await serveRaw((socket, bytes) => {
    if (begun.has(socket)) return;
    begun.add(socket);
    const head = bytes.toString('latin1');
    heads.push(head);
    if (instead) {
      instead(socket);
      return;
    }
    const target = new URL(`http://${head.split(' ')[1] ?? ''}`);
    const onward = connect(Number(target.port), target.hostname.replace(/^\[|\]$/g, ''), () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'));
    socket.on('close', () => onward.destroy());
  });
  return { raw, heads, [Symbol.asyncDispose]: () => raw[Symbol.asyncDispose]() };
}

export const hasTinyproxy = spawnSync('tinyproxy', ['-v']).status === 0;

/** Starts tinyproxy with lines of its configuration; a port that another took meanwhile is tried again. */
export async function startTinyproxy(...lines: string[]): Promise<AsyncDisposable & { port: number }> {
  for (let turn = 0; turn < 5; turn += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'orderly-tinyproxy-'));
    const port = await freePort();
    const file = join(folder, 'tinyproxy.conf');
    writeFileSync(
      file,
      [`Port ${port}`, 'Listen 127.0.0.1', 'Timeout 20', 'MaxClients 50', ...lines, ''].join('\n'),
    );
    const child = spawn('tinyproxy', ['-d', '-c', file], { stdio: 'ignore' });
    const ended = new Promise<void>((gone) =>
      child.once('exit', () => {
        gone();
      }),
    );
    const stop = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    };
    if (await answers(port, () => child.exitCode === null)) return { port, [Symbol.asyncDispose]: stop };
    await stop();
  }
  throw new Error('tinyproxy did not start');
}

/** A port of this machine where nobody listens. */
export async function freePort(): Promise<number> {
  const server = await serveRaw(() => undefined);
  await server[Symbol.asyncDispose]();
  return server.port;
}

async function answers(port: number, lives: () => boolean): Promise<boolean> {
  for (let turn = 0; turn < 500 && lives(); turn += 1) {
    const open = await new Promise<boolean>((settle) => {
      const socket = connect(port, '127.0.0.1', () => {
        settle(true);
        socket.destroy();
      });
      socket.on('error', () => {
        settle(false);
      });
    });
    if (open) return true;
    await new Promise((wake) => setTimeout(wake, 10));
  }
  return false;
}
