/** The embedded Temporal server, and what a connection to any server says when something is wrong. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectTemporal,
  connectTemporalWorker,
  type TemporalTarget,
} from '../../../src/platform/temporal/connect.js';
import { type EmbeddedServer, startEmbedded } from '../../../src/platform/embedded/start-embedded.js';
import {
  missingSearchAttributes,
  searchAttributes,
  setUpSearchAttributes,
} from '../../../src/platform/temporal/search-attributes.js';
import { freePort, listen } from '../../../src/platform/embedded/free-ports.js';
import { discover } from '../../../src/platform/embedded/server-file.js';
import { startTemporalServer } from '../../../src/platform/embedded/temporal-server.js';
import { openStore } from '../../../src/store/open-store.js';
import { startChild } from './support/child.js';
import { temporaryFolder } from './support/folder.js';
import { cacheFolder, temporalCliOrReason } from './support/temporal.js';

const found = await temporalCliOrReason();
const namespace = 'default';

if (found.cli === undefined) {
  test.skip(`the embedded Temporal server (skipped: no Temporal CLI can be had: ${found.reason})`, () =>
    undefined);
} else {
  withServer();
  withOwnServers(found.cli);
}

test('where nobody listens, connecting says so within seconds', async () => {
  await expect(connectTemporal({ address: '127.0.0.1:1', namespace })).rejects.toMatchObject({
    code: 'temporal_unavailable',
    message: expect.stringContaining('127.0.0.1:1'),
  });
});

function withServer(): void {
  describe('the embedded server', () => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let server: EmbeddedServer;
    beforeAll(async () => {
      folder = await temporaryFolder();
      server = await startEmbedded({ folder: folder.path, cacheFolder, log: () => undefined });
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    });

    test('serves, with every search attribute of a run registered, for clients and workers', async () => {
      const target = { address: server.temporalAddress, namespace };
      const connection = await connectTemporal(target);
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      expect(Object.keys(customAttributes)).toEqual(
        expect.arrayContaining(searchAttributes.map(({ name }) => name)),
      );
      await connection.close();
      await (await connectTemporalWorker(target)).close();
    });

    test('serves its UI', async () => {
      expect((await fetch(server.uiUrl)).status).toBe(200);
    });

    test('is found by other processes, and by no one once it has gone', async () => {
      const { temporalAddress, uiUrl, databaseUrl } = server;
      expect(await discover(folder.path)).toEqual({ pid: process.pid, temporalAddress, uiUrl, databaseUrl });
      await using empty = await temporaryFolder();
      expect(await discover(empty.path)).toBeUndefined();
    });

    test('a second one in the same folder is refused, and the first serves on', async () => {
      await expect(
        startEmbedded({ folder: folder.path, cacheFolder, log: () => undefined }),
      ).rejects.toMatchObject({
        code: 'store_in_use',
      });
      await (await connectTemporal({ address: server.temporalAddress, namespace })).close();
    });

    test('a namespace that does not exist is named', async () => {
      await expect(
        connectTemporal({ address: server.temporalAddress, namespace: 'nowhere' }),
      ).rejects.toMatchObject({
        code: 'namespace_unknown',
        message: expect.stringContaining('nowhere'),
      });
    });

    test('missing search attributes are named, and set up once', async () => {
      const target = { address: server.temporalAddress, namespace: 'bare' };
      const connection = await connectTemporal({ ...target, namespace });
      await connection.workflowService.registerNamespace({
        namespace: 'bare',
        // A Long in the type, any number on the wire.
        workflowExecutionRetentionPeriod: { seconds: 86_400 as unknown as never },
      });
      await eventually(() => exists(target));
      await expect(connectTemporal(target)).rejects.toMatchObject({
        code: 'attributes_missing',
        message: expect.stringContaining('OrderlyWaitingOn'),
      });
      expect(await setUpSearchAttributes(connection, 'bare')).toEqual(
        searchAttributes.map(({ name }) => name),
      );
      await eventually(async () => (await missingSearchAttributes(connection, 'bare')).length === 0);
      expect(await setUpSearchAttributes(connection, 'bare')).toEqual([]);
      await connection.close();
    });
  });
}

function withOwnServers(cli: string): void {
  describe('a server that is started again', () => {
    test('serves at the same addresses; where somebody else listens, it says so', async () => {
      await using folder = await temporaryFolder();
      const options = { folder: folder.path, cacheFolder, log: () => undefined };
      const addresses: Pick<EmbeddedServer, 'temporalAddress' | 'uiUrl' | 'databaseUrl'>[] = [];
      for (let start = 0; start < 2; start++) {
        await using server = await startEmbedded(options);
        const { temporalAddress, uiUrl, databaseUrl } = server;
        addresses.push({ temporalAddress, uiUrl, databaseUrl });
        await using store = await openStore({ databaseUrl });
        await store.ping();
      }
      const [first, second] = addresses;
      expect(second).toEqual(first);
      for (const url of [`tcp://${first?.temporalAddress}`, first?.uiUrl, first?.databaseUrl]) {
        const port = Number(new URL(url ?? '').port);
        const stranger = await listen(createServer(), port);
        await expect(startEmbedded(options)).rejects.toMatchObject({
          code: 'port_in_use',
          message: expect.stringContaining(String(port)),
          hint: expect.stringContaining('`ports.json`'),
        });
        stranger.close();
        await once(stranger, 'close');
      }
      await using again = await startEmbedded(options);
      expect(again).toMatchObject({ ...first });
    });

    test('says which file contains no ports', async () => {
      await using folder = await temporaryFolder();
      await writeFile(join(folder.path, 'ports.json'), '{ half');
      await expect(
        startEmbedded({ folder: folder.path, cacheFolder, log: () => undefined }),
      ).rejects.toMatchObject({
        code: 'config_invalid',
        message: expect.stringContaining('ports.json'),
      });
    });
  });

  describe('an owner that is killed', () => {
    test('takes its Temporal server along', async () => {
      await using folder = await temporaryFolder();
      await using owner = await startChild('./own-temporal.ts', cli, folder.path);
      const { address } = owner.said as { address: string };
      expect(await listens(address)).toBe(true);
      await owner.kill();
      await eventually(async () => !(await listens(address)));
    });

    test('with its helpers too, leaves a server that the next start ends', async () => {
      await using folder = await temporaryFolder();
      await using owner = await startChild('./own-temporal.ts', cli, folder.path);
      const { address } = owner.said as { address: string };
      const server = Number(await readFile(join(folder.path, 'temporal.pid'), 'utf8'));
      for (const helper of await othersOfGroup(server)) process.kill(helper, 'SIGKILL');
      await owner.kill();
      expect(await listens(address)).toBe(true);
      const ports = { port: await freePort(), uiPort: await freePort() };
      const next = await startTemporalServer({ cli, folder: folder.path, ...ports });
      expect(await listens(address)).toBe(false);
      await next[Symbol.asyncDispose]();
    });
  });
}

/** The shells that watch over the server: the other processes of its group, the one that waits for it last. */
async function othersOfGroup(pid: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,pgid=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const group = rows.find(([id]) => id === pid)?.[1] ?? 0;
  const watchers = rows.flatMap(([id = 0, its]) => (its === group && id !== pid && id !== group ? [id] : []));
  return [...watchers, group];
}

async function exists(target: TemporalTarget): Promise<boolean> {
  const connection = await connectTemporal(target, { searchAttributes: false }).catch(() => undefined);
  await connection?.close();
  return connection !== undefined;
}

/** Waits until something holds, for as long as the test may take. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(100);
}

function listens(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
