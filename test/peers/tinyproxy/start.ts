/** Starts tinyproxy, a forward proxy that a company might make all calls go through. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../child.js';
import { onFreePort } from '../free-port.js';

const tinyproxy = '/usr/bin/tinyproxy';

/** Why this peer cannot start here, or nothing. */
export function whyNoTinyproxy(): string | undefined {
  return existsSync(tinyproxy) ? undefined : 'tinyproxy is not installed: apt-get install tinyproxy-bin';
}

/** A running proxy. */
export interface Tinyproxy extends AsyncDisposable {
  pid: number;
  /** Without credentials. */
  url: string;
  /** With credentials where some were asked for. */
  urlWithCredentials: string;
  /** The first lines of the requests it got, as `CONNECT host:443 HTTP/1.1` or `GET http://… HTTP/1.1`. */
  requests: () => string[];
}

/** Starts it on a free port; with a login it asks for Basic credentials (407 without). */
export async function startTinyproxy(
  login?: Readonly<{ username: string; password: string }>,
): Promise<Tinyproxy> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-tinyproxy-'));
  const { child, port } = await onFreePort(async (free) => {
    const file = join(folder, 'tinyproxy.conf');
    const basic = login === undefined ? '' : `BasicAuth ${login.username} ${login.password}\n`;
    await writeFile(
      file,
      `Port ${free}\nListen 127.0.0.1\nAllow 127.0.0.1\nTimeout 60\nLogLevel Info\nMaxClients 50\n${basic}`,
    );
    return startChild(tinyproxy, ['-d', '-c', file], { ready: /Accepting connections/i });
  });
  const credentials = login === undefined ? '' : `${login.username}:${login.password}@`;
  return {
    pid: child.pid,
    url: `http://127.0.0.1:${port}`,
    urlWithCredentials: `http://${credentials}127.0.0.1:${port}`,
    requests: () =>
      [...child.output().matchAll(/Request \(file descriptor \d+\): (.+)/g)].map(([, line]) => line ?? ''),
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
