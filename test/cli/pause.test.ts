/** `orderly pause` and `orderly resume`: what stands in the store then, and that a misspelt name never passes for a pause. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FlowIr } from '../../src/contracts/ir.js';
import { testStore, type TestStore } from '../support/store.js';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: TestStore;

beforeAll(async () => {
  folder = await temporaryFolder();
  store = await testStore();
  await store.flowVersions.publish({ merchant: 'acme', flow: 'any', hash: 'h', ir: {} as FlowIr });
  const connections = join(folder.path, 'merchants', 'acme', 'connections');
  await mkdir(connections, { recursive: true });
  await writeFile(join(connections, 'psp.yaml'), 'connection: psp\n');
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const run = (...args: string[]) =>
  orderly(args, {
    env: { DATABASE_URL: store.databaseUrl, ORDERLY_MERCHANTS: join(folder.path, 'merchants') },
  });

const scopes = async (): Promise<string[]> => (await store.pauses.list('acme')).map(({ scope }) => scope);

test('pauses all writes, money or one connection, tells what is paused, and resumes it', async () => {
  expect((await run('pause', 'acme')).code).toBe(0);
  await run('pause', 'acme', 'money');
  const all = await run('pause', 'acme', 'psp');
  expect(linesOf(all.stdout).map((line) => line.split(' ')[0])).toEqual(['PAUSED', 'writes', 'money', 'psp']);
  expect(await scopes()).toEqual(['writes', 'money', 'connection:psp']);
  const left = await run('resume', 'acme', 'money', '--json');
  expect((JSON.parse(left.stdout) as { scope: string }[]).map(({ scope }) => scope)).toEqual([
    'writes',
    'connection:psp',
  ]);
  expect((await run('resume', 'acme')).stdout).toBe('Nothing is paused at acme.\n');
  expect(await scopes()).toEqual([]);
  const audit = await store.audit.list('acme', 10);
  expect(audit.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'pause resumed',
    'pause paused',
    'pause paused',
    'pause paused',
    'pause paused',
  ]);
});

test.each([
  [['pause', 'amce'], 'merchant_unknown', 'acme'],
  [['pause', 'acme', 'pps'], 'connection_unknown', 'psp'],
])('%j pauses nothing and says what there is', async (args, code, known) => {
  const { code: exit, stdout, stderr } = await run(...args);
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
  expect(stderr).toContain(`error ${code}:`);
  expect(stderr).toContain(known);
  expect(await scopes()).toEqual([]);
});

test('listing pauses nothing, and so does asking for JSON without saying what to pause', async () => {
  const asked = await run('pause', 'acme', '--json');
  expect(asked).toMatchObject({ code: 2, stdout: '' });
  expect(asked.stderr).toContain('nothing was paused');
  expect((await run('pause', 'acme', '--list')).stdout).toBe('Nothing is paused at acme.\n');
  expect((await run('pause', 'acme', 'money', '--list')).code).toBe(2);
  expect(await scopes()).toEqual([]);
  await run('pause', 'acme', 'writes', '--json');
  const listed = await run('pause', 'acme', '--list', '--json');
  expect(JSON.parse(listed.stdout)).toEqual([expect.objectContaining({ scope: 'writes' })]);
  expect((await run('pause', 'amce', '--list')).stderr).toContain('error merchant_unknown:');
  await run('resume', 'acme');
});
