/** `orderly doctor` finds what is wrong with an installation, and says nothing against one that is right. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programArguments } from '../../demo/prepared.js';
import { Parts } from '../../demo/stack/parts.js';
import { startService } from '../../demo/stack/service-process.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { NamedFinding } from '../../src/cli/doctor/check.js';
import { maintenanceScheduleId } from '../../src/platform/temporal/maintenance-schedule.js';
import { orderly } from '../cli/run-cli.js';
import { newMasterKey } from '../security/keys/support/ring.js';
import { until } from './support/refund-desk.js';

const merchants = fileURLToPath(new URL('../../merchants', import.meta.url));
const parts = new Parts();
let stack: Stack;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-doctor-'));
  parts.defer(() => rm(folder, { recursive: true }));
  stack = parts.use(await startStack({ workerEnv: { ORDERLY_TEMPORAL_UI: 'http://127.0.0.1:8233' } }));
  parts.use(
    await startService({
      ...{ name: 'orderly api', args: [...programArguments('bin/orderly.js'), 'api'], env: stack.env },
      ready: (line) => line['msg'] === 'ready',
    }),
  );
});
afterAll(() => parts[Symbol.asyncDispose]());

/** The installation's own settings. */
const own = () => ({ ...stack.env, ORDERLY_MERCHANTS: merchants });

/** What it finds with these settings in the place of the installation's own. */
async function examined(
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; findings: readonly NamedFinding[] }> {
  const { code, stdout, stderr } = await orderly(['doctor', '--json'], { env: { ...own(), ...env } });
  expect(stderr).toBe('');
  return { code, findings: JSON.parse(stdout) as NamedFinding[] };
}

const troubles = (findings: readonly NamedFinding[]) =>
  findings.filter(({ type }) => type === 'wrong' || type === 'warning');

test('an installation that is right has nothing wrong, in words too', async () => {
  const { code, findings } = await examined();
  expect(troubles(findings)).toEqual([]);
  expect(findings.filter(({ type }) => type === 'skipped')).toEqual([]);
  expect(code).toBe(0);
  const { stdout } = await orderly(['doctor'], { env: own() });
  expect(stdout).toContain('Nothing is wrong with this installation.');
});

describe('of settings', () => {
  test.each<[string, Record<string, string>, Partial<NamedFinding>]>([
    [
      'a setting that is not valid',
      { DATABASE_URL: 'mysql://x' },
      { check: 'settings', code: 'config_invalid' },
    ],
    ['no secret', { ORDERLY_SECRET: '' }, { check: 'settings', code: 'config_invalid' }],
    ['another secret', { ORDERLY_SECRET: 'x'.repeat(40) }, { check: 'store', code: 'secret_differs' }],
    [
      'a store beyond this machine without a master key',
      { DATABASE_URL: 'postgresql://nobody@db.invalid/orderly' },
      { check: 'encryption', code: 'master_key_missing' },
    ],
    [
      'a database that does not answer',
      { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/orderly' },
      { check: 'store', code: 'store_unavailable' },
    ],
    [
      'a Temporal that does not answer',
      { TEMPORAL_ADDRESS: '127.0.0.1:1' },
      { code: 'temporal_unavailable' },
    ],
    [
      'another namespace',
      { TEMPORAL_NAMESPACE: 'elsewhere' },
      { check: 'Temporal', code: 'namespace_unknown' },
    ],
    ['no folder of merchants', { ORDERLY_MERCHANTS: '/nowhere' }, { check: 'merchants' }],
    ['links that lead nowhere', { ORDERLY_HTTP_HOST: '0.0.0.0' }, { check: 'public address', type: 'wrong' }],
    [
      'links that are not encrypted',
      { ORDERLY_PUBLIC_URL: 'http://shop.example' },
      { check: 'public address', type: 'warning' },
    ],
    [
      'a build that is not the current one',
      { TEMPORAL_DEPLOYMENT_NAME: 'orderly', TEMPORAL_WORKER_BUILD_ID: '7' },
      { check: 'worker version', type: 'wrong' },
    ],
  ])('finds %s', async (_, env, found) => {
    const { code, findings } = await examined(env);
    expect(troubles(findings)).toContainEqual(expect.objectContaining(found));
    expect(code).toBe(found.type === 'warning' ? 0 : 1);
    for (const finding of troubles(findings))
      expect(finding).toHaveProperty('todo', expect.stringMatching(/\.$/));
  });

  test('finds a file of keys that everybody can read', async () => {
    const file = join(folder, 'keys');
    await writeFile(file, newMasterKey());
    await chmod(file, 0o644);
    const { findings } = await examined({ ORDERLY_MASTER_KEY_FILE: file });
    expect(troubles(findings)).toContainEqual(expect.objectContaining({ check: 'files of secrets' }));
  });
});

describe('of what runs', () => {
  test('finds a shop that nobody reaches', async () => {
    const name = Object.keys(stack.env).find((each) => each.endsWith('SHOP_URL')) ?? '';
    const { findings } = await examined({ [name]: 'http://127.0.0.1:1' });
    expect(troubles(findings)).toContainEqual(
      expect.objectContaining({
        check: 'connections',
        says: expect.stringContaining('ECONNREFUSED') as string,
      }),
    );
  });

  test('finds a pause, a maintenance that is paused, and one that is gone', async () => {
    await stack.store.pauses.pause('demo', 'money', 'ben');
    const schedule = stack.temporal.schedule.getHandle(maintenanceScheduleId);
    await schedule.pause('a test');
    const paused = await examined();
    expect(troubles(paused.findings).map(({ check }) => check)).toEqual(['maintenance', 'pauses']);
    await stack.store.pauses.resume('demo');
    await schedule.delete();
    const gone = await examined();
    expect(troubles(gone.findings)).toMatchObject([
      { check: 'maintenance', says: 'The maintenance workflow is not scheduled' },
    ]);
  });

  test('finds that no worker runs', async () => {
    await stack.worker[Symbol.asyncDispose]();
    await until('the worker has left', async () =>
      (await stack.store.installation.processes()).some(({ kind }) => kind === 'worker') ? undefined : true,
    );
    const { code, findings } = await examined();
    expect(code).toBe(1);
    expect(troubles(findings).map(({ check }) => check)).toEqual(
      expect.arrayContaining(['processes', 'merchants served']),
    );
  });
});
