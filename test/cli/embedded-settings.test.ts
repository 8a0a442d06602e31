/** `orderly up` serves its own server: no address, namespace, credential or profile of another one reaches it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { embeddedConfig } from '../../src/cli/embedded-server.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-up-'));
  const profile = (name: string) =>
    `[profile.${name}]\naddress = "cloud.example:7233"\nnamespace = "live"\napi_key = "k"\n`;
  const file = join(folder, 'temporalio', 'temporal.toml');
  await mkdir(join(folder, 'temporalio'));
  await writeFile(file, `${profile('default')}${profile('live')}`);
});
afterAll(() => rm(folder, { recursive: true }));

const own = {
  temporalAddress: '127.0.0.1:7001',
  uiUrl: 'http://127.0.0.1:7002',
  databaseUrl: 'postgresql://127.0.0.1:7003/orderly',
};

test.each([
  ['an address and its credentials', { TEMPORAL_ADDRESS: 'cloud.example:7233', TEMPORAL_API_KEY: 'k' }],
  ['a namespace', { TEMPORAL_NAMESPACE: 'live' }],
  ['certificates that cannot be read', { TEMPORAL_TLS: 'true', TEMPORAL_TLS_CLIENT_CERT_PATH: '/nowhere' }],
  ['headers', { TEMPORAL_GRPC_META_X_TEAM: 'live' }],
  ['a profile', { TEMPORAL_PROFILE: 'live' }],
  ['the profile that is used by default', {}],
  ['a store', { DATABASE_URL: 'postgresql://db.example/live' }],
])('%s of another installation is left alone', async (_, set) => {
  const file =
    'TEMPORAL_PROFILE' in set ? { TEMPORAL_CONFIG_FILE: join(folder, 'temporalio', 'temporal.toml') } : {};
  const environment = { ORDERLY_CACHE: folder, XDG_CONFIG_HOME: folder, HOME: folder, ...file, ...set };
  const { temporal, databaseUrl, uiUrl } = await embeddedConfig(own, environment);
  expect({ temporal, databaseUrl, uiUrl }).toEqual({
    temporal: { address: own.temporalAddress, namespace: 'default' },
    databaseUrl: own.databaseUrl,
    uiUrl: own.uiUrl,
  });
});

test('where its binaries are is still read', async () => {
  const environment = { ORDERLY_CACHE: folder, TEMPORAL_CLI_PATH: '/opt/temporal' };
  expect((await embeddedConfig(own, environment)).temporalCliPath).toBe('/opt/temporal');
});
