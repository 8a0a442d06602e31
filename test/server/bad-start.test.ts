/** A worker that cannot start says in two lines what is wrong and what to do. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type EmbeddedServer, startEmbedded } from '../../src/server/embedded.js';
import { twoFreePorts } from '../../src/server/free-ports.js';
import { connectTemporal } from '../../src/server/connect.js';

let folder: string;
let server: EmbeddedServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-bad-start-'));
  server = await startEmbedded({
    folder: join(folder, 'server'),
    cacheFolder: resolve('.cache'),
    cliPath: process.env['TEMPORAL_CLI_PATH'],
    log: () => undefined,
  });
}, 120_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

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
  const code = await new Promise<number | null>((end) => child.once('close', end));
  return { code, lines: told.trimEnd().split('\n'), all: said + told };
}

const programs: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['worker.ts', ['--import', 'tsx', 'worker.ts']],
  ['orderly worker', ['bin/orderly.js', 'worker']],
];

describe.each(programs)('%s says what failed and what to do, and ends with 1', (_name, args) => {
  const expectTwoLines = async (env: Readonly<Record<string, string>>, failed: RegExp, toDo: RegExp): Promise<void> => {
    const { code, lines, all } = await startWorker(args, { DATABASE_URL: server.databaseUrl, ...env });
    expect(lines).toEqual([expect.stringMatching(failed), expect.stringMatching(toDo)]);
    expect(code).toBe(1);
    expect(all).not.toMatch(/^\s+at /m);
  };

  test('without Temporal', () =>
    expectTwoLines({}, /^error temporal_unavailable: .*TEMPORAL_ADDRESS/, /`orderly server`.*TEMPORAL_ADDRESS/));

  test('without a store', () =>
    expectTwoLines(
      { TEMPORAL_ADDRESS: server.temporalAddress, DATABASE_URL: '' },
      /^error store_unavailable: .*DATABASE_URL/,
      /`orderly server`.*DATABASE_URL/,
    ));

  test('with a store that does not answer', async () => {
    const [port] = await twoFreePorts();
    await expectTwoLines(
      { TEMPORAL_ADDRESS: server.temporalAddress, DATABASE_URL: `postgresql://x:canary@127.0.0.1:${port}/x` },
      /^error store_unavailable: (?!.*canary)/,
      /DATABASE_URL/,
    );
  });

  test('with a wrong address', async () => {
    const [port] = await twoFreePorts();
    const address = `127.0.0.1:${port}`;
    await expectTwoLines({ TEMPORAL_ADDRESS: address }, new RegExp(`^error temporal_unavailable: .*${address}`), /TEMPORAL_ADDRESS/);
  });

  test('with an address that is none', () =>
    expectTwoLines({ TEMPORAL_ADDRESS: 'no address' }, /^error \w+: .*no address/, /TEMPORAL_ADDRESS/));

  test('with a wrong namespace', () =>
    expectTwoLines(
      { TEMPORAL_ADDRESS: server.temporalAddress, TEMPORAL_NAMESPACE: 'elsewhere' },
      /^error namespace_unknown: .*elsewhere/,
      /TEMPORAL_NAMESPACE/,
    ));

  test('in a namespace that lacks the search attributes', async () => {
    const namespace = await bareNamespace();
    await expectTwoLines(
      { TEMPORAL_ADDRESS: server.temporalAddress, TEMPORAL_NAMESPACE: namespace },
      new RegExp(`^error attributes_missing: .*${namespace}.*OrderlyMerchant.*OrderlyOutcome`),
      /`orderly server --setup`/,
    );
  });
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
