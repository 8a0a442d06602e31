/** What the processes of an installation must agree on, told before any of them does harm by it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareStore } from '../../../demo/prepared.js';
import { openEmbeddedStore } from '../../../src/platform/embedded/start-embedded.js';
import { announceProcess } from '../../../src/security/keys/check-installation-keys.js';
import { openSealedStore } from '../../../src/security/keys/open-sealed-store.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store } from '../../../src/store/store.js';
import { commandHost, linesOf, orderly } from '../../cli/run-cli.js';
import { noOther } from '../../support/master-keys.js';
import { masterOf, newMasterKey } from './support/ring.js';

const run = commandHost();
const [old, newest] = [newMasterKey(), newMasterKey()];
const [secret, otherSecret] = ['s'.repeat(32), 'another secret of as many characters'];
let folder: string;
let embedded: Awaited<ReturnType<typeof openEmbeddedStore>>;
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-agreement-'));
  await prepareStore(folder);
  embedded = await openEmbeddedStore(folder);
  store = await openStore({ databaseUrl: embedded.databaseUrl, poolSize: 1 });
});

afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await embedded[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const env = (settings: Readonly<Record<string, string>>) => ({
  env: { DATABASE_URL: embedded.databaseUrl, TEMPORAL_ADDRESS: '127.0.0.1:1', ...settings },
});

/** The store as a process with these settings opens it. */
async function opened(settings: { masterKey: string; secret?: string }): Promise<void> {
  const all = { ...noOther, plaintext: 'refused', ...settings } as const;
  const sealed = await openSealedStore(all, { databaseUrl: embedded.databaseUrl, poolSize: 1 });
  try {
    await (await sealed.keys())?.current({ kind: 'installation' });
  } finally {
    await sealed.store[Symbol.asyncDispose]();
  }
}

/** A process that lives with these master keys, beside the one of the tests. */
async function living(kind: 'worker' | 'api', ...masterKeys: string[]) {
  return announceProcess(store.installation, kind, masterOf(...masterKeys).fingerprints);
}

describe('master keys', () => {
  test('a process with another one than the installation’s does not start', async () => {
    await opened({ masterKey: old });
    await expect(opened({ masterKey: newest })).rejects.toMatchObject({ code: 'key_unreadable' });
    await opened({ masterKey: `${newest},${old}` });
  });

  test('rotation waits until every process knows the new key, and names those that do not', async () => {
    const ends = [await living('worker', old), await living('api', old, newest)];
    const rotate = () => run(['keys', 'rotate'], env({ ORDERLY_MASTER_KEY: `${newest},${old}` }));
    const refused = await rotate();
    expect(refused.code).toBe(1);
    const [first, second] = linesOf(refused.stderr);
    expect(first).toMatch(
      /^error master_key_unknown: These processes do not have the newest master key \([0-9a-f]{16}\): worker \S+\/\d+$/,
    );
    expect(second).toMatch(/^Restart the processes named in the message/);
    expect(refused.stderr).not.toContain(newest);
    await opened({ masterKey: old });
    ends.push(await living('worker', old, newest));
    expect(await rotate()).toMatchObject({ code: 0, stdout: 'Rewrapped 1 key.\n' });
    await expect(opened({ masterKey: old })).rejects.toMatchObject({ code: 'key_unreadable' });
    for (const end of ends) await end();
    expect(await store.installation.processes()).toEqual([]);
  });
});

describe('the secret', () => {
  test('the first one is the installation’s; a process or a command with another does not start', async () => {
    await opened({ masterKey: newest, secret });
    await opened({ masterKey: newest, secret });
    await expect(opened({ masterKey: newest, secret: otherSecret })).rejects.toMatchObject({
      code: 'secret_differs',
    });
    const wrong = { ORDERLY_MASTER_KEY: newest, ORDERLY_SECRET: otherSecret };
    const told = await run(['effects', 'list', 'demo'], env(wrong));
    expect(told.code).toBe(1);
    expect(linesOf(told.stderr)).toEqual([
      "error secret_differs: ORDERLY_SECRET differs from this installation's secret",
      expect.stringMatching(/^Set the same value as in the other processes\..*`orderly keys adopt-secret`/),
    ]);
    expect((await orderly(['worker'], env(wrong))).stderr).toMatch(/^error secret_differs: /m);
  });

  test('it can be changed while nothing runs, which says what is lost', async () => {
    const change = { ORDERLY_SECRET: otherSecret };
    const end = await living('api', newest);
    const refused = await run(['keys', 'adopt-secret'], env(change));
    expect(refused.stderr).toMatch(/^error processes_alive: These processes are still running: api \S+\n/);
    await end();
    const adopted = await run(['keys', 'adopt-secret'], env(change));
    expect(adopted.code).toBe(0);
    expect(adopted.stdout).toContain('connections’ tokens');
    await opened({ masterKey: newest, secret: otherSecret });
    await expect(opened({ masterKey: newest, secret })).rejects.toMatchObject({ code: 'secret_differs' });
  });
});
