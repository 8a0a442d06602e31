/** Settings: what is read, what is refused, and what the embedded server fills in. */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type Environment,
  loadConfig,
  requireDatabaseUrl,
  requireSecret,
  requireTemporal,
} from '../src/platform/config.js';
import type { OrderlyError } from '../src/contracts/errors/orderly-error.js';
import { requireSealing } from '../src/security/keys/require-sealing.js';
import { announce } from '../src/platform/embedded/server-file.js';

const SECRET = 's'.repeat(32);
// Keeps a profile of this machine's user out of the tests.
const alone = { TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml', ORDERLY_CACHE: '/nonexistent' };

test('with nothing set there are defaults, and what is needed is asked for by name', async () => {
  const config = await loadConfig({ ...alone, DATABASE_URL: '' });
  expect(config).toMatchObject({
    temporal: { address: undefined, namespace: 'default' },
    merchantsFolder: resolve('merchants'),
    egressAllow: [],
    logLevel: 'info',
    replyDelayMs: 2_000,
  });
  expect(Object.isFrozen(config)).toBe(true);
  expect(() => requireTemporal(config)).toThrow('TEMPORAL_ADDRESS');
  expect(() => requireDatabaseUrl(config)).toThrow('DATABASE_URL');
  expect(() => requireSecret(config)).toThrow('ORDERLY_SECRET');
});

test('a Temporal address that is a URL is told as one, with what to write', async () => {
  const config = await loadConfig({ ...alone, TEMPORAL_ADDRESS: 'http://temporal.example:7233/' });
  expect(() => requireTemporal(config)).toThrow(
    expect.objectContaining({
      code: 'config_invalid',
      hint: 'Write host and port alone: `temporal.example:7233`.',
    }),
  );
});

test('what is set is read', async () => {
  const config = await loadConfig({
    ...alone,
    TEMPORAL_ADDRESS: 'temporal.example:7233',
    TEMPORAL_NAMESPACE: 'shop',
    TEMPORAL_API_KEY: 'key',
    DATABASE_URL: 'postgresql://u:p@db.example/orderly',
    ORDERLY_SECRET: SECRET,
    ORDERLY_CODEC_TOKENS: `anna=${SECRET}==, ben=${SECRET}`,
    ORDERLY_MERCHANTS: 'shops',
    ORDERLY_EGRESS_ALLOW: '127.0.0.1, 10.0.0.0/8',
    ORDERLY_HTTP_HOST: '0.0.0.0',
    ORDERLY_HTTP_PORT: '0',
    ORDERLY_LOG_LEVEL: 'warn',
    ORDERLY_REPLY_DELAY_MS: '0',
  });
  expect(requireTemporal(config)).toMatchObject({
    address: 'temporal.example:7233',
    namespace: 'shop',
    apiKey: 'key',
  });
  expect(requireDatabaseUrl(config)).toBe('postgresql://u:p@db.example/orderly');
  expect(requireSecret(config)).toBe(SECRET);
  expect([...config.codecTokens]).toEqual([
    ['anna', `${SECRET}==`],
    ['ben', SECRET],
  ]);
  expect(config).toMatchObject({
    merchantsFolder: resolve('shops'),
    egressAllow: ['127.0.0.1', '10.0.0.0/8'],
    httpHost: '0.0.0.0',
    httpPort: 0,
    logLevel: 'warn',
    replyDelayMs: 0,
  });
});

test.each([
  ['DATABASE_URL', 'mysql://u:hunter2@db.example/x'],
  ['ORDERLY_SECRET', 'hunter2'],
  ['ORDERLY_MASTER_KEY_SERVICE', 'hunter2'],
  ['ORDERLY_PLAINTEXT', 'hunter2'],
  ['ORDERLY_CODEC_TOKENS', 'anna=hunter2'],
  ['ORDERLY_CODEC_TOKENS', `=${'hunter2'.repeat(9)}`],
  ['ORDERLY_HTTP_PORT', '65536'],
  ['ORDERLY_HTTP_PORT', '80.5'],
  ['ORDERLY_LOG_LEVEL', 'loud'],
  ['ORDERLY_REPLY_DELAY_MS', '-1'],
  ['ORDERLY_EGRESS_PROXY', 'socks5://u:hunter2@proxy:1080'],
  ['ORDERLY_EGRESS_PROXY_EU', 'hunter2'],
  ['ORDERLY_EGRESS_ADDRESSES', 'shop.example'],
  ['ORDERLY_EGRESS_ADDRESSES_EU', '192.0.2.1,'],
])('a wrong %s is named, without its value', async (variable, value) => {
  const refused = loadConfig({ ...alone, [variable]: value });
  await expect(refused).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining(variable),
  });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('hunter2') });
});

test('ways out are read by region, and a region is a proxy', async () => {
  const { egressRoutes } = await loadConfig({
    ...alone,
    ORDERLY_EGRESS_ADDRESSES: '192.0.2.1, 2001:db8::/64',
    ORDERLY_EGRESS_PROXY_US_EAST: 'http://u:hunter2@proxy.example:3128',
    ORDERLY_EGRESS_ADDRESSES_US_EAST: '192.0.2.9',
    ORDERLY_EGRESS_PROXY_EU: '',
  });
  expect(egressRoutes.usual).toEqual({ addresses: ['192.0.2.1', '2001:db8::/64'] });
  expect([...egressRoutes.regions.keys()]).toEqual(['us-east']);
  expect(String(egressRoutes.regions.get('us-east')?.proxy)).toBe('proxy.example:3128');
  expect(inspect(egressRoutes, { depth: 9, showHidden: true })).not.toContain('hunter2');
  await expect(loadConfig({ ...alone, ORDERLY_EGRESS_ADDRESSES_EU: '192.0.2.1' })).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining('ORDERLY_EGRESS_PROXY_EU'),
  });
});

describe('without a master key', () => {
  const local = { TEMPORAL_ADDRESS: '127.0.0.1:7233', DATABASE_URL: 'postgresql://x@localhost/x' };
  const sealing = async (changes: Environment): Promise<string> => {
    const config = await loadConfig({ ...alone, ...local, ...changes });
    try {
      requireSealing(config, {
        databaseUrl: requireDatabaseUrl(config),
        address: requireTemporal(config).address,
      });
      return 'starts';
    } catch (error) {
      return (error as OrderlyError).code;
    }
  };

  test.each([
    [{}],
    [{ DATABASE_URL: 'postgresql://x@[::1]:5432/x' }],
    [{ DATABASE_URL: 'postgresql:///x?host=/var/run/postgresql' }],
  ])('services start on one machine: %o', async (changes) => {
    expect(await sealing(changes)).toBe('starts');
  });

  test.each([
    [{ DATABASE_URL: 'postgresql://x@db.internal/x' }],
    [{ DATABASE_URL: 'postgresql:///x?host=db.internal' }],
    [{ DATABASE_URL: 'postgresql://x@127.0.0.1.example/x' }],
    [{ TEMPORAL_ADDRESS: 'temporal.internal:7233' }],
    [{ TEMPORAL_ADDRESS: '10.0.0.7:7233' }],
  ])('they do not, if store or Temporal is on another: %o', async (changes) => {
    expect(await sealing(changes)).toBe('master_key_missing');
    // That old payloads are read is no word for new ones.
    expect(await sealing({ ...changes, ORDERLY_PLAINTEXT: 'accepted' })).toBe('master_key_missing');
    expect(await sealing({ ...changes, ORDERLY_PLAINTEXT: 'written' })).toBe('starts');
    expect(await sealing({ ...changes, ORDERLY_MASTER_KEY_FILE: '/run/keys' })).toBe('starts');
  });

  test('what is written in clear is read, and a master key beside it is a contradiction', async () => {
    const said = { ...alone, ORDERLY_PLAINTEXT: 'written' };
    expect(await loadConfig(said)).toMatchObject({ plaintext: 'accepted', writesPlaintext: true });
    await expect(loadConfig({ ...said, ORDERLY_MASTER_KEY_FILE: '/run/keys' })).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('ORDERLY_PLAINTEXT'),
    });
  });
});

test('a profile that does not exist is refused', async () => {
  await expect(loadConfig({ ...alone, TEMPORAL_PROFILE: 'nobody' })).rejects.toMatchObject({
    code: 'config_invalid',
  });
});

test('a running embedded server fills in what is not set, with one secret for all processes', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'orderly-'));
  const listening = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => listening.once('listening', done));
  const address = `127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const server = join(cache, 'server');
  await mkdir(server);
  const databaseUrl = `postgresql://postgres@${address}/postgres`;
  await announce(server, {
    pid: process.pid,
    temporalAddress: address,
    uiUrl: 'http://127.0.0.1:1',
    databaseUrl,
  });
  const environment = { ...alone, ORDERLY_CACHE: cache };
  const configs = await Promise.all([1, 2, 3].map(() => loadConfig(environment)));
  expect(configs[0]).toMatchObject({ temporal: { address }, databaseUrl, uiUrl: 'http://127.0.0.1:1' });
  expect(new Set(configs.map(requireSecret)).size).toBe(1);
  // What it seals is readable to all of them; what it kept before it sealed, too.
  const keys = new Set(configs.map(({ masterKey }) => masterKey));
  expect([...keys].map((key) => Buffer.from(key!, 'base64').length)).toEqual([32]);
  expect(configs[0]!.plaintext).toBe('accepted');
  const own = await loadConfig({ ...environment, ORDERLY_MASTER_KEY_FILE: '/run/keys' });
  expect(own).toMatchObject({ masterKey: undefined, masterKeyFile: '/run/keys', plaintext: 'refused' });
  for (const file of ['secret', 'master-key', 'server.json'])
    expect((await stat(join(server, file))).mode & 0o777).toBe(0o600);
  const elsewhere = await loadConfig({ ...environment, DATABASE_URL: 'postgresql://db.example/x' });
  expect([elsewhere.secret, elsewhere.masterKey]).toEqual([undefined, undefined]);
  listening.close();
  await new Promise((done) => listening.once('close', done));
  expect((await loadConfig(environment)).temporal.address).toBeUndefined();
  await writeFile(join(server, 'server.json'), '{ half');
  expect((await loadConfig(environment)).databaseUrl).toBeUndefined();
  await rm(cache, { recursive: true });
});
