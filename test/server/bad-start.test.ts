/** A worker that cannot start says in two lines what is wrong and what to do. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareStore, programArguments } from '../../demo/prepared.js';
import { startService } from '../../demo/stack/service-process.js';
import { type EmbeddedServer, startEmbedded } from '../../src/platform/embedded/start-embedded.js';
import { freePort, listen, portOf } from '../../src/platform/embedded/free-ports.js';
import { openStore } from '../../src/store/open-store.js';
import { connectTemporal } from '../../src/platform/temporal/connect.js';

let folder: string;
let server: EmbeddedServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-bad-start-'));
  await prepareStore(join(folder, 'server', 'store'));
  server = await startEmbedded({
    folder: join(folder, 'server'),
    cacheFolder: resolve('.cache'),
    cliPath: process.env['TEMPORAL_CLI_PATH'],
    log: () => undefined,
  });
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const patienceMs = 100_000;

interface Ended {
  code: number | null;
  lines: string[];
  all: string;
}

/** Runs a worker that is expected to end by itself; settings come from `env` alone, an embedded server is not found. */
async function startWorker(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  const { PATH } = process.env;
  const child = spawn(process.execPath, args, {
    env: {
      ...(PATH === undefined ? {} : { PATH }),
      HOME: folder,
      ORDERLY_CACHE: join(folder, 'empty'),
      ORDERLY_SECRET: 'a-secret-of-more-than-thirty-two-characters',
      ORDERLY_HTTP_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [said, told] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString('utf8')));
  // One that does not end by itself is ended, and has no exit code then.
  const tooLong = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const code = await new Promise<number | null>((end) => child.once('close', end));
  clearTimeout(tooLong);
  return { code, lines: told.trimEnd().split('\n'), all: said + told };
}

/** Two lines on standard error, exit code 1, no stack trace anywhere. */
async function expectTwoLines(
  env: Readonly<Record<string, string>>,
  [failed, toDo]: readonly [RegExp, RegExp],
  args: readonly string[] = programArguments('worker.ts'),
): Promise<void> {
  const { code, lines, all } = await startWorker(args, { DATABASE_URL: server.databaseUrl, ...env });
  expect(lines).toEqual([expect.stringMatching(failed), expect.stringMatching(toDo)]);
  expect(code).toBe(1);
  expect(all).not.toMatch(/^\s+at /m);
}

describe('a worker says what failed and what to do, and ends with 1', () => {
  test('without Temporal', () =>
    expectTwoLines({}, [
      /^error temporal_unavailable: .*TEMPORAL_ADDRESS/,
      /`orderly server`.*TEMPORAL_ADDRESS/,
    ]));

  test('without Temporal, started by `orderly worker`', () =>
    expectTwoLines(
      {},
      [/^error temporal_unavailable: .*TEMPORAL_ADDRESS/, /`orderly server`.*TEMPORAL_ADDRESS/],
      [...programArguments('src/cli/main.ts'), 'worker'],
    ));

  test('without a store', () =>
    expectTwoLines({ TEMPORAL_ADDRESS: server.temporalAddress, DATABASE_URL: '' }, [
      /^error store_unavailable: .*DATABASE_URL/,
      /`orderly server`.*DATABASE_URL/,
    ]));

  test('with a store that does not answer, and its password is not told', async () => {
    const port = await freePort();
    const env = {
      TEMPORAL_ADDRESS: server.temporalAddress,
      DATABASE_URL: `postgresql://x:canary@127.0.0.1:${port}/x`,
    };
    await expectTwoLines(env, [/^error store_unavailable: (?!.*canary)/, /DATABASE_URL/]);
  });

  test('with a wrong address, or one that is none', async () => {
    const port = await freePort();
    const expectAddress = (address: string): Promise<void> =>
      expectTwoLines({ TEMPORAL_ADDRESS: address }, [
        new RegExp(`^error temporal_unavailable: .*${address}`),
        /TEMPORAL_ADDRESS/,
      ]);
    await Promise.all([expectAddress(`127.0.0.1:${port}`), expectAddress('no address')]);
  });

  test.each([
    ['worker', programArguments('worker.ts')],
    ['API', [...programArguments('src/cli/main.ts'), 'api']],
  ])('without a master key, the %s of a store on another machine', (_, args) =>
    expectTwoLines(
      {
        TEMPORAL_ADDRESS: server.temporalAddress,
        DATABASE_URL: 'postgresql://x:canary@db.example/x',
        ORDERLY_MERCHANTS: folder,
      },
      [
        /^error master_key_missing: (?!.*canary).*db\.example/,
        /ORDERLY_MASTER_KEY.*ORDERLY_PLAINTEXT=written/,
      ],
      args,
    ),
  );

  test('with a wrong namespace', () =>
    expectTwoLines({ TEMPORAL_ADDRESS: server.temporalAddress, TEMPORAL_NAMESPACE: 'elsewhere' }, [
      /^error namespace_unknown: .*elsewhere/,
      /TEMPORAL_NAMESPACE/,
    ]));

  test('on a port that is in use, before it publishes anything', async () => {
    const other = await listen(createServer());
    const port = portOf(other);
    await expectTwoLines({ TEMPORAL_ADDRESS: server.temporalAddress, ORDERLY_HTTP_PORT: String(port) }, [
      new RegExp(`^error port_in_use: .*${port}`),
      /ORDERLY_HTTP_PORT/,
    ]);
    other.close();
    await using store = await openStore({ databaseUrl: server.databaseUrl });
    expect(await store.flowVersions.merchants()).toEqual([]);
  });

  test('in a namespace that lacks the search attributes', async () => {
    const namespace = await bareNamespace();
    await expectTwoLines({ TEMPORAL_ADDRESS: server.temporalAddress, TEMPORAL_NAMESPACE: namespace }, [
      new RegExp(`^error attributes_missing: .*${namespace}.*OrderlyMerchant.*OrderlyOutcome`),
      /`orderly server --setup`/,
    ]);
  });
});

test('a worker that serves no merchant is not ready, and a gauge says so', async () => {
  const merchants = join(folder, 'merchants');
  await mkdir(join(merchants, 'acme'), { recursive: true });
  await using worker = await startService({
    name: 'worker',
    args: programArguments('worker.ts'),
    env: {
      TEMPORAL_ADDRESS: server.temporalAddress,
      DATABASE_URL: server.databaseUrl,
      ORDERLY_SECRET: 'a-secret-of-more-than-thirty-two-characters',
      ORDERLY_HTTP_PORT: '0',
      ORDERLY_MERCHANTS: merchants,
    },
    ready: ({ msg }) => msg === 'ready',
  });
  const url = String(worker.said['url']);
  const readyz = await fetch(`${url}/readyz`);
  expect([readyz.status, await readyz.text()]).toEqual([503, 'no merchant is served\n']);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toContain('orderly_merchants{state="served"} 0\n');
  expect(metrics).toContain('orderly_merchants{state="refused"} 1\n');
});

/** A namespace as a cluster's administrator makes it: nothing of ours is registered in it. */
async function bareNamespace(): Promise<string> {
  const namespace = 'bare';
  const connection = await connectTemporal({ address: server.temporalAddress, namespace: 'default' });
  try {
    const workflowExecutionRetentionPeriod = { seconds: 86_400 as never };
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } catch (error) {
    if (!String(error).includes('already')) throw error;
  } finally {
    await connection.close();
  }
  return namespace;
}
